def f():
    n = 10
    def g(by):
        nonlocal n
        n -= by
        n *= 2
        return n
    return g(1), g(2), n
print(f())  # expect: (18, 32, 32)
