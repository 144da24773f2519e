def n(x):
    print(x, end=' ')
    return x
_ = {n(1): n(2), n(3): n(4)}
_ = [n(5), *[n(6)], n(7)]
_ = {n(8), n(9)}
print()  # expect: 1 2 3 4 5 6 7 8 9
