x = 5
x()  # raises: TypeError: 'int' object is not callable
