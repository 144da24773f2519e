print(undefined)  # raises: NameError: name 'undefined' is not defined
