"""Support for template string literals (t-strings)."""

_sample = t"{0}"
Template = type(_sample)
Interpolation = type(_sample.interpolations[0])


def convert(obj, /, conversion):
    """Convert *obj* using formatted string literal semantics."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")


__all__ = ["Interpolation", "Template", "convert"]
