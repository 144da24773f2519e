class A:
    x = 'A'
    def f(self, *a, **k): return 'A', a, k
class B(A):
    def f(self, *a):
        s = super()
        t = super(B, self)
        u = super().f(*a, k=1)
        return s.f(1), t.f(2), u, super().x
    def g(self):
        def inner():
            return __class__.__name__
        return inner(), (lambda: super(__class__, self).f())()
print(B().f(7))  # expect: (('A', (1,), {}), ('A', (2,), {}), ('A', (7,), {'k': 1}), 'A')
print(B().g())  # expect: ('B', ('A', (), {}))
