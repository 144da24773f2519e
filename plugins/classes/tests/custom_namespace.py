class Log(dict):
    def __setitem__(self, k, v):
        if k[0] != '_': print('set', k)
        super().__setitem__(k, v)
    def __missing__(self, k):
        if k == 'magic': return 42
        raise KeyError(k)
class M(type):
    __prepare__ = classmethod(lambda m, n, b: Log())
class C(metaclass=M):
    a = magic
    def f(self): pass
# expect: set a
# expect: set f
print(C.a)  # expect: 42
