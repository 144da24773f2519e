print(1, 2, sep='-', end='!\n')  # expect: 1-2!
