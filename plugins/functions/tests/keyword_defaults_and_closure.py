def make(n):
    def f(*, step=n, **kw): return step + n
    return f
print(make(3)(), make(3)(step=10))  # expect: 6 13
