def n(x):
    print('n', x)
    return x
g = (n(x) for x in [1, 2])
print('made')  # expect: made
print(next(g))
# expect: n 1
# expect: 1
print(list(x * y for x in range(3) for y in range(x)))  # expect: [0, 0, 2]
