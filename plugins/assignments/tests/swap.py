a, b, c = 1, 2, 3
a, b = b, a
print(a, b)  # expect: 2 1
def f(a, b, c):
    a, b, c = c, a, b
    [a, b] = b, a
    return a, b, c
print(f(1, 2, 3))  # expect: (1, 3, 2)
