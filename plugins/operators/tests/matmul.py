class M:
    def __matmul__(self, other):
        return 'matmul'
    def __imatmul__(self, other):
        return 'imatmul'
m = M()
print(m @ 1)  # expect: matmul
m @= 1
print(m)  # expect: imatmul
