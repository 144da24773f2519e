class C:
    __slots__ = ('a', '__b')
    def __init__(self): self.a = 1; self.__b = 2
c = C()
print(c.a, c._C__b)  # expect: 1 2
c.other = 1  # raises: AttributeError: 'C' object has no attribute 'other' and no __dict__ for setting new attributes
