[x for x in 5]  # raises: TypeError: 'int' object is not iterable
