"""The part of functools that stands in for C."""

_missing = object()


class _PlaceholderType:
    __slots__ = ()

    def __repr__(self):
        return "Placeholder"

    def __reduce__(self):
        return "Placeholder"


Placeholder = _PlaceholderType()


def reduce(function, iterable, /, initial=_missing):
    """Apply a function of two arguments cumulatively to the items of an iterable."""
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _missing:
        for initial in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        initial = function(initial, item)
    return initial
