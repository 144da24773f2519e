def f():
    x += 1
f()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
