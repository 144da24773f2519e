class A:
    def __init_subclass__(cls, tag=None, **kw):
        print(cls.__name__, tag, kw)
class B(A, tag=1): pass
# expect: B 1 {}
class C(*[B], **{'tag': 2, }): pass
# expect: C 2 {}
print(C.__mro__[1:3] == (B, A))  # expect: True
