class C:
    X = int
    def f[T: X](self, a: X) -> T: pass
    type A[T] = list[X]
print(C.f.__annotations__['a'], C.f.__type_params__[0].__bound__, C.A.__value__)  # expect: <class 'int'> <class 'int'> list[int]
