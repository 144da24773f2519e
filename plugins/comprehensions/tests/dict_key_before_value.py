def n(x):
    print(x, end=' ')
    return x
print({n(k): n(v) for k, v in [(1, 2), (3, 4)]})  # expect: 1 2 3 4 {1: 2, 3: 4}
