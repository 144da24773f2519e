a, *b = [1, 2, 3]
*c, d = 'xyz'
e, *f, g = 1, 2
print(a, b, c, d, e, f, g)  # expect: 1 [2, 3] ['x', 'y'] z 1 [] 2
h, (i, *j), *k = 1, 'abc', 2, 3
print(h, i, j, k)  # expect: 1 a ['b', 'c'] [2, 3]
*l, = {}
print(l)  # expect: []
x, *y = 1, 2, 3
print(x, y)  # expect: 1 [2, 3]
