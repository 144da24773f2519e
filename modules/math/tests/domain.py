import math

def tried(function, *args):
    try:
        return function(*args)
    except (ValueError, OverflowError) as error:
        return error

print(tried(math.sqrt, -1))    # expect: expected a nonnegative input, got -1.0
print(tried(math.log, 0))      # expect: expected a positive input
print(tried(math.exp, 1000))   # expect: math range error
print(tried(math.pow, 0, -1))  # expect: math domain error
print(tried(math.gamma, -1))   # expect: expected a noninteger or positive integer, got -1.0
