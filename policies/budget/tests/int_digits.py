# config: budget.int-digits = 1000
import sys

print(len(str(10 ** 999)), sys.get_int_max_str_digits())  # expect: 1000 1000
str(10 ** 1000)  # raises: ValueError: Exceeds the limit (1000 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
