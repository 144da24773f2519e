if 0:
    x = 1
if 1:
    y = 2
if not None and "a" and ():
    z = 3
else:
    z = 4
print(y, z, 'x' in globals())  # expect: 2 4 False
def f():
    if False:
        v = 1
    return v
f()  # raises: UnboundLocalError: cannot access local variable 'v' where it is not associated with a value
