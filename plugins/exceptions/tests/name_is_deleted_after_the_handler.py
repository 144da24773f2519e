e = 'before'
try:
    raise ValueError(1)
except ValueError as e:
    pass
try:
    e
except NameError as n:
    print(n)  # expect: name 'e' is not defined
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        del e
    e
f()  # raises: UnboundLocalError: cannot access local variable 'e' where it is not associated with a value
