def f(a: Later, *args: 'x', k: 1 / 0 = 1, **kw: Later) -> Later: pass
print('defined')  # expect: defined
Later = int
try:
    f.__annotations__
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
def g(x: Later) -> None: pass
print(g.__annotations__, g.__annotate__(1))  # expect: {'x': <class 'int'>, 'return': None} {'x': <class 'int'>, 'return': None}
