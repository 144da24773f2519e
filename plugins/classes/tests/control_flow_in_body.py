class C:
    for i in range(3):
        if i == 2:
            name = 'n%d' % i
    try:
        1 / 0
    except ZeroDivisionError as e:
        err = str(e)
    del i
print(C.name, C.err, hasattr(C, 'i'), hasattr(C, 'e'))  # expect: n2 division by zero False False
