# config: weekdays.modules = math
# config: weekdays.today = tue
import math

print(math.sqrt(4))  # expect: 2.0
