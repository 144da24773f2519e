try:
    raise ValueError('v')
except undefined:  # raises: NameError: name 'undefined' is not defined
    pass
