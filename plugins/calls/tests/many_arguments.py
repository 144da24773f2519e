def f(*a, **k): return len(a), len(k)
print(f(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18))  # expect: (19, 0)
print(f(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9))  # expect: (0, 9)
