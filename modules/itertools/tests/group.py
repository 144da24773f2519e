from itertools import groupby, tee

print([(k, list(g)) for k, g in groupby('aabbbc')])  # expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('c', ['c'])]
print([list(g) for g in [g for k, g in groupby('aab')]])  # expect: [[], []]
a, b, c = tee(range(200), 3)
print(sum(a), sum(b), list(c)[:3], list(a))  # expect: 19900 19900 [0, 1, 2] []
x, y = tee('abc')
next(x)
print(list(x.__copy__()), list(x), list(y))  # expect: ['b', 'c'] ['b', 'c'] ['a', 'b', 'c']
