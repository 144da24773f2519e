nan = float('nan')
print(nan < 1, nan >= 1, nan == nan, nan != nan)  # expect: False False False True
def f(x):
    if x < 1:
        return 'less'
    if not x >= 1:
        return 'unordered'
    return 'more'
print(f(nan), f(0), f(2))  # expect: unordered less more
while not nan > 5:
    print('once')  # expect: once
    break
