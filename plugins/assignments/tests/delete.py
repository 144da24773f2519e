x = y = z = 1
del x, (y, [z])
try:
    y
except NameError as e:
    print(e)  # expect: name 'y' is not defined
d = {'a': 1, 'b': 2}
del d['a'], d['b']
print(d)  # expect: {}
del missing  # raises: NameError: name 'missing' is not defined
