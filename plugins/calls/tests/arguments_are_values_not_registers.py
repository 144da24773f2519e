def f(*a): return a
def g():
    x = 1
    return f(x, (x := 2), x, (x := 3)), x
print(g())  # expect: ((1, 2, 2, 3), 3)
def h(a):
    a = f(a, f(a, a))
    return a
print(h(0))  # expect: (0, (0, 0))
