import math
print(math.floor(2.5))  # expect: 2
import math as m, sys
print(m is math, sys.modules['math'] is m)  # expect: True True
