def n(x, v):
    print(x, end=' ')
    return v
d = {}
n('dict', d)[n('key', 1)] = n('value', 2)
print(d)  # expect: value dict key {1: 2}
