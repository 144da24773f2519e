def f():
    x = 'old'
    try:
        x = [1, 2, 1 / 0]
    except ZeroDivisionError:
        pass
    try:
        x = x + 1
    except TypeError:
        pass
    return x
print(f())  # expect: old
