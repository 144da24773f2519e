x = None
x.y = 1  # raises: AttributeError: 'NoneType' object has no attribute 'y' and no __dict__ for setting new attributes
