class C[*Ts = *tuple[int, str]]: pass
print(C.__type_params__[0].__default__)  # expect: *tuple[int, str]
def f[**P = [int]](): pass
print(f.__type_params__[0].__default__)  # expect: [<class 'int'>]
