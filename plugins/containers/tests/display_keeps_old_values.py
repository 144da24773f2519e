def f(a):
    t = (a, a + 1, a)
    a = [t, a]
    a = (a, a)
    return a
print(f(1))  # expect: ([(1, 2, 1), 1], [(1, 2, 1), 1])
