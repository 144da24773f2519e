def f():
    x = 0
    x, y = x + 1, x + 2
    y, x = x, y
    (x, y), z = (y, x), x
    return x, y, z
print(f())  # expect: (1, 2, 2)
