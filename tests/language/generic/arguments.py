class Pair[A, B = int]:
    def __init__(self, a):
        self.a = a


made = Pair[str]('x')
print(Pair.__parameters__, made.__orig_class__)  # expect: (A, B) __main__.Pair[str, int]
A, B = Pair.__type_params__
print(dict[A, list[B]][str, int])  # expect: dict[str, list[int]]
print(A | None, B.__default__, A.has_default())  # expect: A | None <class 'int'> False
Pair[int, int, int]  # raises: TypeError: Too many arguments for <class '__main__.Pair'>; actual 3, expected 2
