class C[T]:
    a = T
    b = [T for _ in range(1)]
print(C.a, C.b)  # expect: T [T]
T  # raises: NameError: name 'T' is not defined
