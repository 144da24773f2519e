def g():
    x = yield 1
    print('sent', x)
    y = yield x
    return y
i = g()
print(next(i), i.send('a'))
# expect: sent a
# expect: 1 a
try:
    i.send('end')
except StopIteration as e:
    print(e.value)  # expect: end
