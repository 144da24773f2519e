print([x for x in range(3) if [y for y in range(x)]])  # expect: [1, 2]
print([a for a in [1, 2] if any(a == b for b in [2])])  # expect: [2]
