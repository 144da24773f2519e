def f(x):
    if x is None:
        return 'none'
    if x is not None and x is not True:
        return x
    return 'true'
print(f(None), f(True), f(0))  # expect: none true 0
