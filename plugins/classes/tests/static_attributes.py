class C:
    def f(self):
        self.a, (self.b, *self.c) = 1, (2, 3)
        for self.d in []: pass
        with open('x') as self.e: pass
        def g(): self.h = 1
        other.x = self.y[0] = 1
        self.a = 2
    class D:
        def f(self): self.inner = 1
print(sorted(C.__static_attributes__), C.D.__static_attributes__)  # expect: ['a', 'b', 'c', 'd', 'e', 'h'] ('inner',)
