import math

print(math.sqrt(9))  # expect: 3.0
import time  # raises: ImportError: module 'time' is closed
