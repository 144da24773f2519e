class A:
    class B:
        def f(self): return self.__class__.__qualname__
        x = __qualname__
print(A.B().f(), A.B.x)  # expect: A.B A.B
def f():
    class L: pass
    return L.__qualname__
print(f())  # expect: f.<locals>.L
