"""A package that imports its own modules."""
__all__ = ["weight", "total", "later"]
from . import weight
total = weight.grams + 1
_hidden = "not exported"
