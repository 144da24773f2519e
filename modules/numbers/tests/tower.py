from numbers import Complex, Integral, Number, Rational, Real

print([isinstance(1, kind) for kind in (Number, Complex, Real, Rational, Integral)])
# expect: [True, True, True, True, True]
print([isinstance(1.5, kind) for kind in (Number, Complex, Real, Rational)])
# expect: [True, True, True, False]
print(isinstance(2j, Complex), isinstance(2j, Real), isinstance("1", Number))
# expect: True False False
print(issubclass(bool, Integral))  # expect: True
print(sorted(Rational.__abstractmethods__)[:3])  # expect: ['__abs__', '__add__', '__ceil__']


class Half(Real):
    pass


Half()  # raises: TypeError: Can't instantiate abstract class Half without an implementation for abstract methods '__abs__', '__add__', '__ceil__', '__eq__', '__float__', '__floor__', '__floordiv__', '__le__', '__lt__', '__mod__', '__mul__', '__neg__', '__pos__', '__pow__', '__radd__', '__rfloordiv__', '__rmod__', '__rmul__', '__round__', '__rpow__', '__rtruediv__', '__truediv__', '__trunc__'
