a = [0]
a[0]: print('not evaluated') = 3
(b): print('not evaluated') = 4
print(a, b)  # expect: [3] 4
print(__annotations__)  # raises: NameError: name '__annotations__' is not defined
