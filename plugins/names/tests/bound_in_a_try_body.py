def f(bad):
    try:
        if bad: 1 / 0
        x = 1
    except ZeroDivisionError:
        pass
    return x
print(f(False))  # expect: 1
f(True)  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
