class C:
    def m(self, x): return 'first'
c = C()
def change():
    C.m = lambda self, x: 'second'
print(c.m(change()), c.m(0))  # expect: first second
