[q for q in range(3)]
q  # raises: NameError: name 'q' is not defined
