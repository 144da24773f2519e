match 1:
    case int(real=1, real=2): pass  # raises: SyntaxError: attribute name repeated in class pattern: real
