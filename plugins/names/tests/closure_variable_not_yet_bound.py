def outer():
    def inner():
        return v
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    v = 1
    del v
    try:
        v
    except UnboundLocalError as e:
        print(e)
outer()
# expect: NameError cannot access free variable 'v' where it is not associated with a value in enclosing scope
# expect: cannot access local variable 'v' where it is not associated with a value
