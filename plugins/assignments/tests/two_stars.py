*a, *b = 1, 2  # raises: SyntaxError: multiple starred expressions in assignment
