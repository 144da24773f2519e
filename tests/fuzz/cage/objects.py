import gc
from weakref import ref


class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        setattr(instance, self.name, value)


class Point:
    __slots__ = ("_x", "_y", "__weakref__")
    x = Field()
    y = Field()

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __del__(self):
        gone.append(self.x)


class Named(Point):
    __slots__ = ()

    def __init__(self, *args, **names):
        super().__init__(*args)
        self.__class__.made.update(names)

    made = {}

    @property
    def name(self):
        return f"{type(self).__name__}<{self.x}, {self.y}>"


gone = []
points = {Named(i % 7, i % 3, **{f"n{i}": i}): i for i in range(40)}
weak = [ref(point, gone.append) for point in points]
total = Point(0, 0)
for point in points:
    total = total + point
gc.collect()
print(total.x, total.y, len(points), sorted(Named.made)[:3])
points.clear()
point = None
gc.collect()
print(sum(one() is None for one in weak), len(gone) > 20)
Kind = type("Kind", (Named,), {"extra": lambda self: self.name * 2})
print(Kind(1, 2).extra(), Kind.__mro__[1] is Named, vars(Kind)["extra"])
