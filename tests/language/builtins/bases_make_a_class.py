class Like:
    def __init__(self, *bases):
        self.__bases__ = bases


class Instance:
    __class__ = property(lambda self: child)


parent = Like()
child = Like(parent)
print(issubclass(child, parent), issubclass(parent, child))  # expect: True False
print(isinstance(Instance(), parent))                        # expect: True
isinstance(1, 2)  # raises: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
