print([x * x for x in range(4)])  # expect: [0, 1, 4, 9]
print({x % 2 for x in range(4)} == {0, 1})  # expect: True
print({x: str(x) for x in range(2)})  # expect: {0: '0', 1: '1'}
print(sum(x for x in range(4)))  # expect: 6
