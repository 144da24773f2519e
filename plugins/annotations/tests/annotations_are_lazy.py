class C:
    a: Later
    b: 'text' = 2
    if b:
        c: int
    else:
        d: int
class Later: pass
print(C.__annotations__)  # expect: {'a': <class '__main__.Later'>, 'b': 'text', 'c': <class 'int'>}
