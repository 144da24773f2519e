class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def f(p):
    match p:
        case P(0, y=0): return 'origin'
        case P(x, 0): return 'on x', x
        case P(x=0, y=y): return 'on y', y
        case P(): return 'somewhere'
        case int(n): return 'int', n
        case str() | bytes(): return 'text'
print(f(P(0, 0)), f(P(1, 0)), f(P(0, 1)), f(P(1, 1)), f(5), f('s'), f(1.0))  # expect: origin ('on x', 1) ('on y', 1) somewhere ('int', 5) text None
