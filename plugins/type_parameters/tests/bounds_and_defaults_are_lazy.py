def f[T: (int, str), U: Missing = Later](): pass
T, U = f.__type_params__
print(T.__constraints__, T.__bound__, T.__infer_variance__)  # expect: (<class 'int'>, <class 'str'>) None True
Later = 5
print(U.__default__)  # expect: 5
U.__bound__  # raises: NameError: name 'Missing' is not defined
