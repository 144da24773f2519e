x = 1
def f():
    x: int
    return x
f()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
