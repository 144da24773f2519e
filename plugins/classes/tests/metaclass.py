class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, kw)
        return {'prepared': 1}
    def __new__(mcs, name, bases, ns, **kw):
        print('new', [k for k in ns if k[0] != '_'])
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print('init', kw)
class C(metaclass=M, x=1):
    a = 1
# expect: prepare C {'x': 1}
# expect: new ['prepared', 'a']
# expect: init {'x': 1}
print(type(C).__name__, C.prepared)  # expect: M 1
