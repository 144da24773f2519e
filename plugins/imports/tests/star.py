from math import *
print(floor(2.5), sqrt(16.0))  # expect: 2 4.0
