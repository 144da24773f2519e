def f(a: int): pass
class G:
    w: int
f.__annotations__
f.__annotate__ = lambda format: {'k': format}
print(f.__annotations__)  # expect: {'k': 1}
f.__annotations__ = {'z': 2}
print(f.__annotations__, f.__annotate__)  # expect: {'z': 2} None
G.__annotate__ = lambda format: {'g': format}
print(G.__annotations__, '__annotations__' in vars(G))  # expect: {'g': 1} False
G.__annotate__ = 3  # raises: TypeError: __annotate__ must be callable or None
