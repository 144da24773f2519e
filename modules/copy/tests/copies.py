import copy

class P:
    def __init__(self):
        self.a = [1]
        self.b = {'x': self}
p = P()
q = copy.deepcopy(p)
print(q.a == p.a, q.a is p.a, q.b['x'] is q, copy.copy(p).a is p.a)  # expect: True False True True
a = [1, [2]]
a.append(a)
b = copy.deepcopy(a)
print(b[2] is b, b[1] is a[1], copy.deepcopy((1, [2])), copy.deepcopy({(1, 2): {3}}))  # expect: True False (1, [2]) {(1, 2): {3}}
class S:
    __slots__ = 'x',
s = S()
s.x = [1]
print(copy.deepcopy(s).x, copy.deepcopy(s).x is s.x)  # expect: [1] False
