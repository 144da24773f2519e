min([])  # raises: ValueError: min() iterable argument is empty
