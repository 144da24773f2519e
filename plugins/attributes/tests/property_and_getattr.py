class C:
    @property
    def p(self): return 'p'
    def __getattr__(self, name): return 'got ' + name
c = C()
print(c.p, c.q)  # expect: p got q
c.p = 1  # raises: AttributeError: property 'p' of 'C' object has no setter
