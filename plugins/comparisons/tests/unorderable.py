1 < 'a'  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
