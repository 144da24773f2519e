def n(x, v):
    print(x, end=' ')
    return v
d = {1: 5}
n('dict', d)[n('key', 1)] += n('value', 2)
print(d)  # expect: dict key value {1: 7}
a = [0, 1, 2, 3]
a[n('low', 1):n('high', 3)] += n('more', [9])
print(a)  # expect: low high more [0, 1, 2, 9, 3]
