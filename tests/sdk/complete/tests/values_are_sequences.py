from complete import Point

p = Point(3, 4)
x, y = p
print(x, y, len(p), 4.0 in p, list(p), bool(p))  # expect: 3.0 4.0 2 True [3.0, 4.0] True
match p:
    case [a, 4.0]:
        print("matched", a)  # expect: matched 3.0
p.x = 9
print(p.x, p[0])  # expect: 9.0 9.0
p[2]  # raises: IndexError: a point has two parts
