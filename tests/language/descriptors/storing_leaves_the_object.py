class Field:
    def __set__(self, instance, value):
        pass
    def __delete__(self, instance):
        pass

class Thing:
    field = Field()
    @property
    def value(self):
        return 1
    @value.setter
    def value(self, new):
        pass
    @value.deleter
    def value(self):
        pass

class Any:
    def __setattr__(self, name, value):
        pass
    def __delattr__(self, name):
        pass

def store(thing, other):
    same = thing
    thing.field = 1
    print(thing is same)        # expect: True
    del thing.field
    print(thing is same)        # expect: True
    thing.value = 1
    print(thing is same)        # expect: True
    del thing.value
    print(thing is same)        # expect: True
    same = other
    other.name = 1
    print(other is same)        # expect: True
    del other.name
    print(other is same)        # expect: True

store(Thing(), Any())
