def f():
    n = 1
    class C:
        nonlocal n
        global g
        n = 2
        g = 3
    return n, hasattr(C, 'n')
print(f(), g)  # expect: (2, False) 3
