def f():
    x = 1
    def g():
        nonlocal x
        del x
    g()
    try:
        x
    except NameError as e:
        print(e)
    g()
f()  # raises: NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope
# expect: cannot access local variable 'x' where it is not associated with a value
