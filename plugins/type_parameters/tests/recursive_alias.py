type Tree = list[Tree] | int
print(Tree.__value__)  # expect: list[Tree] | int
def f():
    type Local[T] = dict[T, Local]
    return Local
print(f().__value__)  # expect: dict[T, Local]
