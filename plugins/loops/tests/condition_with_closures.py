def f():
    n = 0
    while (lambda k: k < 3)(n) and [x for x in range(n + 1)]:
        n += 1
    return n
print(f())  # expect: 3
