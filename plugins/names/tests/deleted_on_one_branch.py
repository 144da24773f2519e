def f(flag):
    x = 1
    if flag:
        del x
    return x
print(f(False))  # expect: 1
f(True)  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
