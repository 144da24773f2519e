a = [1, 2, 3]
i, j = 0, 2
a[i], a[j] = a[j], a[i]
print(a)  # expect: [3, 2, 1]
i, a[i] = 1, 'x'
print(i, a)  # expect: 1 [3, 'x', 1]
