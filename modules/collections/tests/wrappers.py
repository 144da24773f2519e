from collections import ChainMap, UserDict, UserList, UserString, namedtuple

P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p._replace(x=5), p._asdict(), P._fields, P._make([3, 4]), p == (1, 2))  # expect: P(x=1, y=2) 1 P(x=5, y=2) {'x': 1, 'y': 2} ('x', 'y') P(x=3, y=4) True
print(namedtuple('Q', ['a', 'b'], defaults=[5])(1), namedtuple('R', 'a class a', rename=True)._fields)  # expect: Q(a=1, b=5) ('a', '_1', '_2')
def tried(*args, **names):
    try:
        return P(*args, **names)
    except TypeError as error:
        return error
print(tried(1))  # expect: P.__new__() missing 1 required positional argument: 'y'
print(tried(1, 2, 3))  # expect: P.__new__() takes 3 positional arguments but 4 were given
print(tried(1, 2, z=3))  # expect: P.__new__() got an unexpected keyword argument 'z'
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm['b'], cm, list(cm), cm.new_child({'z': 1}), cm.parents)  # expect: 3 ChainMap({'a': 1}, {'a': 2, 'b': 3}) ['a', 'b'] ChainMap({'z': 1}, {'a': 1}, {'a': 2, 'b': 3}) ChainMap({'a': 2, 'b': 3})
print(UserDict(a=1), UserList([1, 2]) + [3], UserString('ab').upper(), type(UserString('a') + 'b').__name__)  # expect: {'a': 1} [1, 2, 3] AB UserString
