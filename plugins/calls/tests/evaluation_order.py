def n(x):
    print(x, end=' ')
    return x
def f(*a, **k):
    print(a, k)
f(n(1), *[n(2)], n(3), k=n(4), **{'m': n(5)}, o=n(6))
# expect: 1 2 3 4 5 6 (1, 2, 3) {'k': 4, 'm': 5, 'o': 6}
f(k=n(1), *[n(2)])
# expect: 2 1 (2,) {'k': 1}
