class C[T]:
    def m[U](self, x: T, y: U) -> T: return x
    x: T
print(C.__type_params__, C[int], C.__orig_bases__)  # expect: (T,) __main__.C[int] (typing.Generic[T],)
print(C.m.__type_params__, C.m.__annotations__, C().m(1, 2))  # expect: (U,) {'x': T, 'y': U, 'return': T} 1
