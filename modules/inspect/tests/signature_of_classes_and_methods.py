import functools
import inspect


class C:
    def __init__(self, one, two=2):
        pass

    @classmethod
    def make(cls, x):
        pass

    def __call__(self, z):
        pass


print(inspect.signature(C), inspect.signature(C.make), inspect.signature(C(1)))
# expect: (one, two=2) (x) (z)
print(inspect.signature(functools.partial(C, two=5)))  # expect: (one, *, two=5)
