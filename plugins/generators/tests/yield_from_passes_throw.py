def inner():
    try:
        yield 1
    except ValueError as e:
        print('inner', e)
        yield 2
def outer():
    yield from inner()
g = outer()
next(g)
print(g.throw(ValueError('v')))
# expect: inner v
# expect: 2
g.close()
print(list(g))  # expect: []
