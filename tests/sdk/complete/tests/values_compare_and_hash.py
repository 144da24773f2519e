from complete import Point

a, b = Point(1, 2), Point(1, 2)
print(a == b, a != b, a is b, hash(a) == hash(b), len({a, b}))  # expect: True False False True 1
print(a == 1, a < Point(2), Point(2) > a, sorted([Point(3), a])[0])  # expect: False True True Point(1.0, 2.0)
print(a + Point(0.5, 0.5))  # expect: Point(1.5, 2.5)
a < 1  # raises: TypeError: '<' not supported between instances of 'Point' and 'int'
