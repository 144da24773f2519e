def g():
    a = (yield 1) + (yield 2)
    yield [a, (yield), a]
i = g()
print(next(i), i.send(10), i.send(20), i.send('mid'))  # expect: 1 2 None [30, 'mid', 30]
