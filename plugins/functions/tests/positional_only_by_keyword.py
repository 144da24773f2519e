def f(a, /): pass
f(a=1)  # raises: TypeError: f() got some positional-only arguments passed as keyword arguments: 'a'
