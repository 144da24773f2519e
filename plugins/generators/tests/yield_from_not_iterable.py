def g():
    yield from 5
next(g())  # raises: TypeError: 'int' object is not iterable
