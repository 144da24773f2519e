try:
    raise ValueError
except ValueError as e:
    print(repr(e))  # expect: ValueError()
try:
    raise ValueError('a', 1)
except Exception as e:
    print(e.args)  # expect: ('a', 1)
