class C:  # raises: NameError: name 'y' is not defined
    x = y
    y = 1
