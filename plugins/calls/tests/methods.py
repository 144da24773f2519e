class C:
    def m(self, *a, **k): return a, k
    @classmethod
    def c(cls, x): return cls.__name__, x
    @staticmethod
    def s(x): return x
o = C()
print(o.m(1, 2), o.m(1, k=2), o.m(*[1], **{'k': 2}))  # expect: ((1, 2), {}) ((1,), {'k': 2}) ((1,), {'k': 2})
print(o.c(1), C.c(2), o.s(3), C.s(4))  # expect: ('C', 1) ('C', 2) 3 4
m = o.m
print(m(5))  # expect: ((5,), {})
o.m = lambda x: ('own', x)
print(o.m(6))  # expect: ('own', 6)
