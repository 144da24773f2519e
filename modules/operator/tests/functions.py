import operator as op

print(op.add(1, 2), op.floordiv(7, 2), op.iadd([1], [2]), op.not_(0), op.contains([1], 1))  # expect: 3 3 [1, 2] True True
print(sorted([(1, 'b'), (2, 'a')], key=op.itemgetter(1)), op.itemgetter(0, 2)('abc'))  # expect: [(2, 'a'), (1, 'b')] ('a', 'c')
print(op.attrgetter('real', 'imag.real')(3), op.methodcaller('split', 'b', maxsplit=1)('abcbd'))  # expect: (3, 0) ['a', 'cbd']
print(op.itemgetter(1), op.attrgetter('a.b'), op.methodcaller('f', 1, x=2))  # expect: operator.itemgetter(1) operator.attrgetter('a.b') operator.methodcaller('f', 1, x=2)
print(op.countOf([1, 2, 1], 1), op.indexOf('abc', 'c'), op.length_hint(iter([1, 2])), op.concat([1], [2]))  # expect: 2 2 2 [1, 2]
print(op.is_none(None), op.is_not_none(1), op.index(True), op.call(max, 1, 2), op.lt(1, 2))  # expect: True True 1 2 True
