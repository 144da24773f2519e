import math

print(math.log10(10**400), math.log2(2**2000))  # expect: 400.0 2000.0
print(math.log(10**400))                        # expect: 921.0340371976182
math.log(-10**400)  # raises: ValueError: expected a positive input
