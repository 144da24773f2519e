class C:
    T = int
    def f(self, x: T) -> T: pass
print(C.f.__annotations__)  # expect: {'x': <class 'int'>, 'return': <class 'int'>}
