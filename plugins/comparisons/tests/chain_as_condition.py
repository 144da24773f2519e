def f(x):
    if 0 <= x < 10 and not x == 5:
        return 'in'
    return 'out'
print(f(3), f(5), f(10), f(-1))  # expect: in out out out
print([x for x in range(-2, 13) if 0 < x <= 3 != x])  # expect: [1, 2]
