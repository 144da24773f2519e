import cycle_a

try:
    from cycle_a import first
except ImportError as error:
    print(error)
try:
    cycle_a.first
except AttributeError as error:
    print(error)
second = 2
