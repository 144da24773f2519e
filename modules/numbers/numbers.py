"""Abstract base classes for numbers (PEP 3141)."""
from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """The root of all numbers: isinstance(x, Number) asks only for that."""

    __slots__ = ()
    __hash__ = None


def _abstract(name, parameters=1, doc=None):
    """A method of so many operands that a concrete number must define."""
    if parameters == 1:
        def method(self):
            raise NotImplementedError
    else:
        def method(self, other):
            raise NotImplementedError
    method.__name__ = name
    method.__qualname__ = name
    method.__doc__ = doc
    return abstractmethod(method)


class Complex(Number):
    """What complex can do: arithmetic, parts, conjugate."""

    __slots__ = ()
    __complex__ = _abstract("__complex__")
    real = property(_abstract("real"))
    imag = property(_abstract("imag"))
    conjugate = _abstract("conjugate")
    __abs__ = _abstract("__abs__")
    __neg__ = _abstract("__neg__")
    __pos__ = _abstract("__pos__")
    __eq__ = _abstract("__eq__", 2)
    __add__ = _abstract("__add__", 2)
    __radd__ = _abstract("__radd__", 2)
    __mul__ = _abstract("__mul__", 2)
    __rmul__ = _abstract("__rmul__", 2)
    __truediv__ = _abstract("__truediv__", 2)
    __rtruediv__ = _abstract("__rtruediv__", 2)
    __pow__ = _abstract("__pow__", 2)
    __rpow__ = _abstract("__rpow__", 2)
    __hash__ = None

    def __bool__(self):
        """True if self != 0."""
        return self != 0

    def __sub__(self, other):
        """self - other"""
        return self + -other

    def __rsub__(self, other):
        """other - self"""
        return -self + other


class Real(Complex):
    """What float can do: ordering, rounding, division with remainder."""

    __slots__ = ()
    __float__ = _abstract("__float__")
    __trunc__ = _abstract("__trunc__")
    __floor__ = _abstract("__floor__")
    __ceil__ = _abstract("__ceil__")
    __floordiv__ = _abstract("__floordiv__", 2)
    __rfloordiv__ = _abstract("__rfloordiv__", 2)
    __mod__ = _abstract("__mod__", 2)
    __rmod__ = _abstract("__rmod__", 2)
    __lt__ = _abstract("__lt__", 2)
    __le__ = _abstract("__le__", 2)

    @abstractmethod
    def __round__(self, ndigits=None):
        raise NotImplementedError

    def __divmod__(self, other):
        """divmod(self, other)"""
        return self // other, self % other

    def __rdivmod__(self, other):
        """divmod(other, self)"""
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        """Real numbers are their real component."""
        return +self

    @property
    def imag(self):
        """Real numbers have no imaginary component."""
        return 0

    def conjugate(self):
        """Conjugate is a no-op for Reals."""
        return +self


class Rational(Real):
    """A quotient of two integers in lowest terms."""

    __slots__ = ()
    numerator = property(_abstract("numerator"))
    denominator = property(_abstract("denominator"))

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """What int can do: bits, and use as an index."""

    __slots__ = ()
    __int__ = _abstract("__int__")
    __invert__ = _abstract("__invert__")
    __lshift__ = _abstract("__lshift__", 2)
    __rlshift__ = _abstract("__rlshift__", 2)
    __rshift__ = _abstract("__rshift__", 2)
    __rrshift__ = _abstract("__rrshift__", 2)
    __and__ = _abstract("__and__", 2)
    __rand__ = _abstract("__rand__", 2)
    __xor__ = _abstract("__xor__", 2)
    __rxor__ = _abstract("__rxor__", 2)
    __or__ = _abstract("__or__", 2)
    __ror__ = _abstract("__ror__", 2)

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        raise NotImplementedError

    def __index__(self):
        """What operator.index() and subscripts take."""
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        """Integers are their own numerators."""
        return +self

    @property
    def denominator(self):
        """Integers have a denominator of 1."""
        return 1


Complex.register(complex)
Real.register(float)
Integral.register(int)
