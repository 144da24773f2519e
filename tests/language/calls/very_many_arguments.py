def f(*args, key=False, **rest):
    return len(args), args[0], args[-1], sum(args), key, rest


print(f(*range(300), b=1))  # expect: (300, 0, 299, 44850, False, {'b': 1})
print(f(*range(257), key=2))  # expect: (257, 0, 256, 32896, 2, {})
