def f(x):
    class C:
        y = x
        def g(self): return x
        class D:
            z = x
    return C
c = f(5)
print(c.y, c().g(), c.D.z)  # expect: 5 5 5
