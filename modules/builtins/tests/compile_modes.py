try:
    compile("x = 1", "f", "eval")
except SyntaxError as error:
    print(error.filename, error.lineno)  # expect: f 1
compile("1", "f", "other")  # raises: ValueError: compile() mode must be 'exec', 'eval' or 'single'
