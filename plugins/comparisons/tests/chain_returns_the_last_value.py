class C:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v
print(C(0) < C('x') < C(2))  # expect: 0
print(C('a') < C('') < C(2))  # expect:
