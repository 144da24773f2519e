a = []
print(a is a, a is not a, a is None, None is None)  # expect: True False False True
print(1 in [1], 1 not in [1], 'b' in 'abc', 3 in {3: 4})  # expect: True False True True
