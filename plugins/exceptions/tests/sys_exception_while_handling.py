import sys
def now(): return repr(sys.exception())
try:
    raise ValueError(1)
except ValueError:
    print(now())  # expect: ValueError(1)
    try:
        raise KeyError(2)
    except KeyError:
        print(now())  # expect: KeyError(2)
    print(now())  # expect: ValueError(1)
print(now())  # expect: None
