type Pair[T] = tuple[T, T]
type Lazy = Undefined
print(Pair, Pair.__type_params__, Pair.__value__)  # expect: Pair (T,) tuple[T, T]
print(Lazy.__name__)  # expect: Lazy
Lazy.__value__  # raises: NameError: name 'Undefined' is not defined
