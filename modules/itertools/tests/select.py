from itertools import *

print(list(islice(count(3), 4)), count(5), count(5, 2))  # expect: [3, 4, 5, 6] count(5) count(5, 2)
print(list(islice(cycle('abc'), 7)), repeat(3, 2), list(repeat('x', 3)))  # expect: ['a', 'b', 'c', 'a', 'b', 'c', 'a'] repeat(3, 2) ['x', 'x', 'x']
print(list(chain('ab', [1], ())), list(chain.from_iterable([[1], [2, 3]])))  # expect: ['a', 'b', 1] [1, 2, 3]
print(list(compress('abcdef', [1, 0, 1, 0, 1, 1])))  # expect: ['a', 'c', 'e', 'f']
print(list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])))  # expect: [3, 1]
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])))  # expect: [1, 2]
print(list(filterfalse(None, [0, 1, '', 2])))  # expect: [0, '']
print(list(islice('abcdefg', 2, None, 2)), list(islice(range(99), 5, 20, 4)))  # expect: ['c', 'e', 'g'] [5, 9, 13, 17]
print(list(starmap(pow, [(2, 3), (3, 2)])))  # expect: [8, 9]
print(list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))  # expect: [10, 10, 20, 60]
print(list(pairwise('abcd')), list(pairwise('a')))  # expect: [('a', 'b'), ('b', 'c'), ('c', 'd')] []
print(list(batched('abcdefg', 3)))  # expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)]
print(list(zip_longest('abc', 'x', fillvalue=0)))  # expect: [('a', 'x'), ('b', 0), ('c', 0)]
