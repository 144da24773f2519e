def f(a, b=1, /, c=2, *args, d, e=3, **kw):
    return a, b, c, args, d, e, kw
print(f(0, d=9))  # expect: (0, 1, 2, (), 9, 3, {})
print(f(0, 1, 2, 3, 4, d=5, z=6))  # expect: (0, 1, 2, (3, 4), 5, 3, {'z': 6})
print(f(0, d=1, a=2))  # expect: (0, 1, 2, (), 1, 3, {'a': 2})
f(a=0, d=1)  # raises: TypeError: f() missing 1 required positional argument: 'a'
