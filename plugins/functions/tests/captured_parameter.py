def f(a, *args, k=2, **kw):
    def g():
        nonlocal a
        a += 1
        return a, args, k, kw
    g()
    return g(), a
print(f(1, 5, k=3, z=4))  # expect: ((3, (5,), 3, {'z': 4}), 3)
