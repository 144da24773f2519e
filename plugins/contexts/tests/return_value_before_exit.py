class C:
    def __enter__(self): return self
    def __exit__(self, *a): self.x = 'changed'
def f():
    with C() as c:
        c.x = 'set'
        return c.x
print(f())  # expect: set
