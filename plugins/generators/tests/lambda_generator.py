g = (lambda n: (yield from range(n)))(3)
print(list(g))  # expect: [0, 1, 2]
