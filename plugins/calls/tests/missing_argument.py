def f(a, b): pass
f(1)  # raises: TypeError: f() missing 1 required positional argument: 'b'
