class C:
    a = [1, 2]
    b = [x for x in a]
    c = [x + y for x in a for y in [10]]
print(C.b, C.c)  # expect: [1, 2] [11, 12]
class D:  # raises: NameError: name 'a' is not defined
    a = [1]
    b = [x for x in range(2) for y in a]
