class A:
    def f(self): return 'A'
class B(A):
    def f(self):
        self = B()
        return super().f()
    def g(self):
        get = lambda: self
        return super().f(), get() is self
print(B().f(), B().g())  # expect: A ('A', True)
