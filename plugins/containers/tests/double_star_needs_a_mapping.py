{**1}  # raises: TypeError: 'int' object is not a mapping
