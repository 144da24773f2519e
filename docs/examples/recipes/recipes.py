"""Small functions, in Python."""
import math

__all__ = ["mean", "Tally"]


def mean(numbers):
    """The arithmetic mean of some numbers."""
    numbers = list(numbers)
    if not numbers:
        raise ValueError("mean of nothing")
    return math.fsum(numbers) / len(numbers)


class Tally:
    """Counts things."""

    def __init__(self):
        self.counts = {}

    def add(self, thing):
        self.counts[thing] = self.counts.get(thing, 0) + 1
        return self.counts[thing]
