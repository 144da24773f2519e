def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw
print(f(1))  # expect: (1, 2, (), 3, {})
print(f(1, 2, 3, 4, c=5, d=6))  # expect: (1, 2, (3, 4), 5, {'d': 6})
print(f(b=1, a=2))  # expect: (2, 1, (), 3, {})
print(f(*[1, 2, 3], **{'c': 4, 'e': 5}))  # expect: (1, 2, (3,), 4, {'e': 5})
print(f(0, *(1, 2), 3, *[4], c=1, **{'x': 2}, y=3))  # expect: (0, 1, (2, 3, 4), 1, {'x': 2, 'y': 3})
