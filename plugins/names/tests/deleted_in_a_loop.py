def f():
    x = 1
    for i in range(2):
        print(x)
        del x
f()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
# expect: 1
