def n(x, d):
    print(x, end=' ')
    return d
d = {}
n('a', d)[1] = n('b', d)[2] = n('value', 5)
print(d)  # expect: value a b {1: 5, 2: 5}
