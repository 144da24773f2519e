def inner():
    x = yield 1
    print('inner', x)
    return 'result'
def outer():
    r = yield from inner()
    yield r
    yield from [2, 3]
g = outer()
print(next(g), g.send('s'), next(g), next(g))
# expect: inner s
# expect: 1 result 2 3
