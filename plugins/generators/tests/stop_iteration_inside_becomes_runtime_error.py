def g():
    yield next(iter([]))
next(g())  # raises: RuntimeError: generator raised StopIteration
