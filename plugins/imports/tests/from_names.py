from math import floor, ceil as up
print(floor(1.5), up(1.5))  # expect: 1 2
def f():
    from math import pi
    return pi
print(f())  # expect: 3.141592653589793
