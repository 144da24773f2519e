import careless

print(careless.pair(1))  # expect: [1, 1]
