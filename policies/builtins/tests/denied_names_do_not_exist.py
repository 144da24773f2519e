print(eval("1 + 1"))  # expect: 2
open("x")  # raises: NameError: name 'open' is not defined
