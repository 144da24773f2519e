class C:
    """doc"""
    x = 1
    y = x + 1
    def m(self): return self.y
print(C.__doc__, C.x, C.y, C().m())  # expect: doc 1 2 2
print(C.__name__, C.__qualname__, C.__module__, C.__firstlineno__)  # expect: C C __main__ 1
