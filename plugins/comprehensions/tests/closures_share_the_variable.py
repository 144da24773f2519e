print([f() for f in [lambda: i for i in range(3)]])  # expect: [2, 2, 2]
def g():
    fs = [lambda: (i, j) for i in range(2) for j in range(2)]
    return [f() for f in fs]
print(g())  # expect: [(1, 1), (1, 1), (1, 1), (1, 1)]
def h(i):
    return [(lambda: i) for i in range(3)][0](), i
print(h('outer'))  # expect: (2, 'outer')
