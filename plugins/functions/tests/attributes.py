def f(a, b=1, *, c: int = 2) -> str:
    "doc"
print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__)  # expect: f doc (1,) {'c': 2}
print(f.__annotations__)  # expect: {'c': <class 'int'>, 'return': <class 'str'>}
class C:
    def m(self):
        def g(): pass
        return g
print(C.m.__qualname__, C().m().__qualname__)  # expect: C.m C.m.<locals>.g
