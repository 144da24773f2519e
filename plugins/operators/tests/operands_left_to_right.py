def n(x):
    print(x)
    return x
n(1) + n(2) * n(3)
# expect: 1
# expect: 2
# expect: 3
