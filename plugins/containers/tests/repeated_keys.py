print({1: 'a', 1.0: 'b', True: 'c'})  # expect: {1: 'c'}
print({1, 1.0, True})  # expect: {1}
