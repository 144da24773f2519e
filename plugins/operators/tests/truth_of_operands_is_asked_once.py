class T:
    def __init__(self, name, truth): self.name, self.truth = name, truth
    def __repr__(self): return self.name
    def __bool__(self):
        print('bool', self.name)
        return self.truth
print(T('a', False) and T('b', True) or T('c', True))
# expect: bool a
# expect: c
print((T('d', False) or T('e', True)) and T('f', False))
# expect: bool d
# expect: bool e
# expect: f
