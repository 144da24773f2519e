def f():
    x = [1]
    x = x + [x]
    x = {'k': x, 'n': len(x)}
    x = x['k'][x['n'] - 1]
    return x
print(f())  # expect: [1]
