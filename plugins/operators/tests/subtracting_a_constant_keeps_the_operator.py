class V:
    def __sub__(self, other):
        return 'sub', other
    def __rsub__(self, other):
        return 'rsub', other
print(V() - 1, 1 - V())  # expect: ('sub', 1) ('rsub', 1)
