print(bool(NotImplemented is None))  # expect: False
if NotImplemented:  # raises: TypeError: NotImplemented should not be used in a boolean context
    pass
