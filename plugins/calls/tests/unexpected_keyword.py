def f(a): pass
f(1, b=2)  # raises: TypeError: f() got an unexpected keyword argument 'b'
