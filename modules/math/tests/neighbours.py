import math

print(math.nextafter(1, 2), math.ulp(1))    # expect: 1.0000000000000002 2.220446049250313e-16
print(math.nextafter(0, -1, steps=3))       # expect: -1.5e-323
print(math.nextafter(-1, 1, steps=2**63))   # expect: 1.0
print(math.frexp(-8), math.modf(-3.5))      # expect: (-0.5, 4) (-0.5, -3.0)
math.ldexp(1, 1024)                         # raises: OverflowError: math range error
