from functools import cmp_to_key, singledispatch, singledispatchmethod, total_ordering, wraps

@total_ordering
class T:
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        return self.v < other.v
    def __eq__(self, other):
        return self.v == other.v
print(T(1) <= T(2), T(1) > T(2), T(2) >= T(2), T.__ge__.__name__)  # expect: True False True __ge__
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))  # expect: [3, 2, 1]
@singledispatch
def kind(x):
    return "object"
@kind.register
def _(x: int):
    return "int"
@kind.register(float | str)
def _(x):
    return "float or str"
print(kind(1), kind([]), kind(True), kind("x"))  # expect: int object int float or str
class D:
    @singledispatchmethod
    def n(self, a):
        return "base"
    @n.register
    def _(self, a: int):
        return -a
print(D().n(5), D().n("x"))  # expect: -5 base
@wraps(kind)
def w():
    pass
print(w.__name__, w.__wrapped__ is kind)  # expect: kind True
