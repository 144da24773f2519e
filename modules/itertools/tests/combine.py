from itertools import *

print(list(product('ab', [1, 2])), list(product('a', [])), list(product()))  # expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [] [()]
print(list(permutations('abc', 2)))  # expect: [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]
print(list(permutations('ab', 3)), list(permutations([], 0)))  # expect: [] [()]
print(list(combinations('abcd', 2)), list(combinations('ab', 3)))  # expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] []
print(list(combinations_with_replacement('abc', 2)))  # expect: [('a', 'a'), ('a', 'b'), ('a', 'c'), ('b', 'b'), ('b', 'c'), ('c', 'c')]
print(sum(1 for p in permutations(range(6)) if p[0] < p[-1]))  # expect: 360
