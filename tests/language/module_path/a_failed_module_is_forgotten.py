# config: modules.path = @tests@/vetted
import sys

try:
    import broken
except ZeroDivisionError:
    print("broken" in sys.modules)  # expect: False
import broken  # raises: ZeroDivisionError: division by zero
