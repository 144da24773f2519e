from collections import Counter, OrderedDict, defaultdict

dd = defaultdict(list)
dd['a'].append(1)
print(dd, dd['b'], dd | {'c': 1}, dd.copy())  # expect: defaultdict(<class 'list'>, {'a': [1], 'b': []}) [] defaultdict(<class 'list'>, {'a': [1], 'b': [], 'c': 1}) defaultdict(<class 'list'>, {'a': [1], 'b': []})
c = Counter('abracadabra')
print(c, c.most_common(2), c['z'], c.total())  # expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) [('a', 5), ('b', 2)] 0 11
print(c + Counter('aab'), c - Counter('aab'), c & Counter('ab'), c | Counter('zz'))  # expect: Counter({'a': 7, 'b': 3, 'r': 2, 'c': 1, 'd': 1}) Counter({'a': 3, 'r': 2, 'b': 1, 'c': 1, 'd': 1}) Counter({'a': 1, 'b': 1}) Counter({'a': 5, 'b': 2, 'r': 2, 'z': 2, 'c': 1, 'd': 1})
od = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
od.move_to_end('a')
print(od, od.popitem(last=False))  # expect: OrderedDict({'c': 3, 'a': 1}) ('b', 2)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1))  # expect: False True
