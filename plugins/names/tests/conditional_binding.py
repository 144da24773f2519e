def f(flag):
    if flag:
        y = 1
    return y
print(f(True))  # expect: 1
print(f(False))  # raises: UnboundLocalError: cannot access local variable 'y' where it is not associated with a value
