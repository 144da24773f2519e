class Marked(classmethod):
    def __init__(self, function, mark):
        super().__init__(function)
        self.mark = mark


class Noted(property):
    def __init__(self, get, note):
        super().__init__(get, doc=note)


class Box:
    make = Marked(lambda cls: cls.__name__, 3)
    size = Noted(lambda self: 7, "how big")


print(Box.make(), vars(Box)["make"].mark)   # expect: Box 3
print(Box().size, Box.size.__doc__)         # expect: 7 how big
classmethod()  # raises: TypeError: classmethod expected 1 argument, got 0
