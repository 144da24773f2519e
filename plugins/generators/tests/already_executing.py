def g():
    yield next(i)
i = g()
next(i)  # raises: ValueError: generator already executing
