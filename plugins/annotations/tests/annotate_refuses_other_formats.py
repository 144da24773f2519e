def f(x: int): pass
f.__annotate__(2)
