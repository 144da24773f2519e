class C:
    def __iadd__(self, other):
        return 'iadd', other
    def __sub__(self, other):
        return 'sub', other
c = d = C()
c += 1
d -= 1
print(c, d)  # expect: ('iadd', 1) ('sub', 1)
