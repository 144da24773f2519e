x: int = 5
y: str
print(x, __annotate__(1))  # expect: 5 {'x': <class 'int'>, 'y': <class 'str'>}
def f():
    z: undefined_name = 1
    w: undefined_name
    return z
print(f())  # expect: 1
f().a: undefined_name
