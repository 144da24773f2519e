def deco(f):
    print(f.__name__)
    return f
@deco
async def f(a, b=2, *c, d: int = 4, **e) -> str:
    "doc"
    return a, b, c, d, e
# expect: f
try:
    f(1, 5, 6, d=7, z=8).send(None)
except StopIteration as e:
    print(e.value)  # expect: (1, 5, (6,), 7, {'z': 8})
print(f.__doc__, f.__annotations__)  # expect: doc {'d': <class 'int'>, 'return': <class 'str'>}
