import math

print(math.fsum([0.1] * 10))                # expect: 1.0
print(math.fsum([1e16, 1, 1e-16]))          # expect: 1.0000000000000002e+16
print(math.sumprod([1.5, 2], [2, 0.1]))     # expect: 3.2
print(math.prod([2] * 70))                  # expect: 1180591620717411303424
print(math.hypot(3, 4), math.dist([1, 2], [4, 6]))  # expect: 5.0 5.0
math.fsum([math.inf, -math.inf])            # raises: ValueError: -inf + inf in fsum
