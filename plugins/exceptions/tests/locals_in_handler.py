def f():
    x = 0
    try:
        x = 1
        x = 1 / 0
    except ZeroDivisionError:
        return x
print(f())  # expect: 1
