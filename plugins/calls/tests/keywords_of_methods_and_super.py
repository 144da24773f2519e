class A:
    def f(self, a, *, b): return a, b
class B(A):
    def f(self, a, *, b):
        return super().f(a=a, b=b)
print(B().f(1, b=2), B().f(b=3, a=4))  # expect: (1, 2) (4, 3)
