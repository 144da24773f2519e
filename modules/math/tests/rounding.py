import math

class Level:
    def __floor__(self):
        return "down"

print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5))  # expect: -2 -1 -1
print(math.floor(1e300) == int(1e300))                      # expect: True
print(math.floor(Level()))                                  # expect: down
math.trunc("1")  # raises: TypeError: type str doesn't define __trunc__ method
