a, b = iter(range(5))  # raises: ValueError: too many values to unpack (expected 2)
