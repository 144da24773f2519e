def outer(n):
    class A[T]:
        def f(self): return n
    class B[T](A[T]):
        def f(self): return super().f() + 1
    return B
print(outer(4)().f(), outer(1).__mro__[1].__name__)  # expect: 5 A
