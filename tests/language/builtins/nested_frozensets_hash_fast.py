# config: budget.steps = 20000
nested = frozenset()
for _ in range(60):
    nested = frozenset([nested, frozenset([nested])])
print(hash(nested) == hash(nested))  # expect: True
