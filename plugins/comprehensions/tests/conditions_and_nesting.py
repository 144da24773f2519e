print([x for x in range(10) if x % 2 if x > 3])  # expect: [5, 7, 9]
print([(x, y) for x in range(3) for y in range(x)])  # expect: [(1, 0), (2, 0), (2, 1)]
print([[y for y in range(x)] for x in range(3)])  # expect: [[], [0], [0, 1]]
print([x + y for x in 'ab' for y in x + 'z' if y != 'b'])  # expect: ['aa', 'az', 'bz']
