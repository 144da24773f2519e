def f(*, a, b=1): pass
f()  # raises: TypeError: f() missing 1 required keyword-only argument: 'a'
