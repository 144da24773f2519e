a, (b, [c, d]) = 1, (2, 'xy')
print(a, b, c, d)  # expect: 1 2 x y
[e, f] = {1: 2, 3: 4}
() = []
[] = ()
print(e, f)  # expect: 1 3
for k, v in {'a': 1}.items():
    print(k, v)  # expect: a 1
