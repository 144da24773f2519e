a = [10, 20, 30]
print(a[0], a[-1], a[True])  # expect: 10 30 20
d = {'k': 1, (1, 2): 't'}
print(d['k'], d[1, 2])  # expect: 1 t
i = 2
print(a[i], 'abc'[i])  # expect: 30 c
