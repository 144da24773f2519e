a = list(range(8))
a[0] = 'x'
a[1:3] = ['y']
a[-2:] = []
print(a)  # expect: ['x', 'y', 3, 4, 5]
del a[0], a[1:3]
print(a)  # expect: ['y', 5]
del a[::2]
print(a)  # expect: [5]
