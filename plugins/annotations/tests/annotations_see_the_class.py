class C:
    T = int
    x: T
    y: 'T' = 1
    def f(self): pass
print(C.__annotations__)  # expect: {'x': <class 'int'>, 'y': 'T'}
def g():
    U = str
    class D:
        v: U
    return D.__annotations__
print(g())  # expect: {'v': <class 'str'>}
