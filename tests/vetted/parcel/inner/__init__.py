from ..weight import grams
from .. import weight as sibling
from .deep import depth

facts = (grams, sibling.__name__, __name__, __package__, depth)
