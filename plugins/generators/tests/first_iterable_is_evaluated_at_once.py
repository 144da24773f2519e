try:
    (x for x in 1 / 0)
except ZeroDivisionError:
    print('now')  # expect: now
g = (x for y in [1] for x in 1 / 0)
print('later')  # expect: later
next(g)  # raises: ZeroDivisionError: division by zero
