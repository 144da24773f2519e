print([y for x in [1, 2] for y in [x * 10]])  # expect: [10, 20]
print([y for x in range(3) for y in (x + 1,) if y > 1])  # expect: [2, 3]
