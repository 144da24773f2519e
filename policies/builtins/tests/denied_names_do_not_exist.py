open("x")  # raises: NameError: name 'open' is not defined
