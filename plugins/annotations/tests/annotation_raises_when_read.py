class C:
    a: Missing
print('defined')  # expect: defined
C.__annotations__  # raises: NameError: name 'Missing' is not defined
