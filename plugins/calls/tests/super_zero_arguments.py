class A:
    def f(self): return 'A'
    @classmethod
    def g(cls): return 'A' + cls.__name__
    @property
    def p(self): return 'Ap'
class B(A):
    def f(self):
        return super().f() + 'B'
    @classmethod
    def g(cls): return super().g() + 'B'
    @property
    def p(self):
        return super().p + 'B'
b = B()
print(b.f(), B.g(), b.p)  # expect: AB ABB ApB
