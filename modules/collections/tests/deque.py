from collections import deque

d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
print(d, d.maxlen, len(d), d[0], d[-1], 2 in d)  # expect: deque([0, 2, 3], maxlen=3) 3 3 0 3 True
d = deque(range(10))
d.rotate(3)
d.remove(5)
d.insert(2, 'x')
print(d, list(reversed(d))[:3], d.index('x'), d == d.copy())  # expect: deque([7, 8, 'x', 9, 0, 1, 2, 3, 4, 6]) [6, 4, 3] 2 True
print(d.pop(), d.popleft(), deque('ab') + deque('c'), deque('ab') * 2)  # expect: 6 7 deque(['a', 'b', 'c']) deque(['a', 'b', 'a', 'b'])
class D(deque):
    def __init__(self, x):
        super().__init__([x])
        self.y = 1
print(D(5), D(5).y)  # expect: D([5]) 1
try:
    for x in d:
        d.append(1)
except RuntimeError as error:
    message = error
print(message)  # expect: deque mutated during iteration
