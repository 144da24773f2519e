def f(xs):
    for x in xs:
        pass
    return x
print(f([1, 2]))  # expect: 2
print(f([]))  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
