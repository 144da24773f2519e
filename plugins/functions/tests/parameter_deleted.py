def f(a):
    del a
    return a
f(1)  # raises: UnboundLocalError: cannot access local variable 'a' where it is not associated with a value
