class C:
    a: Later
    b: 'text' = 2
class Later: pass
print(C.__annotations__)  # expect: {'a': <class '__main__.Later'>, 'b': 'text'}
