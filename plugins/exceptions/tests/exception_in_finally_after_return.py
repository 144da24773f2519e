def f():
    for i in [1, 2]:
        try:
            return i
        finally:
            if i == 1:
                continue
    return 'end'
print(f())  # expect: 2
