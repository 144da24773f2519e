"""Heap queue algorithm (a.k.a. priority queue)."""

__all__ = ["heapify", "heapify_max", "heappop", "heappop_max", "heappush",
           "heappush_max", "heappushpop", "heappushpop_max", "heapreplace",
           "heapreplace_max", "merge", "nlargest", "nsmallest"]


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    heap = []
    push, pop = (heappush_max, heappop_max) if reverse else (heappush, heappop)
    sign = -1 if reverse else 1
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for value in iterator:
            weight = value if key is None else key(value)
            push(heap, [weight, order * sign, value, iterator])
            break
    while heap:
        weight, order, value, iterator = heap[0]
        yield value
        for value in iterator:
            weight = value if key is None else key(value)
            (heapreplace_max if reverse else heapreplace)(
                heap, [weight, order, value, iterator])
            break
        else:
            pop(heap)


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    if n <= 0:
        return []
    return sorted(iterable, key=key)[:n]


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    if n <= 0:
        return []
    return sorted(iterable, key=key, reverse=True)[:n]
