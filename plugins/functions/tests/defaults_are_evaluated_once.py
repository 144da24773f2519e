def n(x):
    print(x, end=' ')
    return x
def f(a=n(1), *, b=n(2)): return a, b
print(f(), f(3, b=4))  # expect: 1 2 (1, 2) (3, 4)
def g(x, acc=[]):
    acc.append(x)
    return acc
g(1)
print(g(2))  # expect: [1, 2]
