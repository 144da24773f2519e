print(1, 1.0, True, 1 + 0j)  # expect: 1 1.0 True (1+0j)
print(0.0, -0.0, 0)  # expect: 0.0 -0.0 0
print((1, 1.0), (1.0, 1))  # expect: (1, 1.0) (1.0, 1)
