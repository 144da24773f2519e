print([a + b for a, b in [(1, 2), (3, 4)]])  # expect: [3, 7]
print([(a, r) for a, *r in ['abc']])  # expect: [('a', ['b', 'c'])]
print({k: v for k, v in {'x': 1}.items()})  # expect: {'x': 1}
