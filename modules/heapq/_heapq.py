"""Heap queues: the part that stands in for C."""


def _sift_down(heap, start, place, item):
    # [item] moves up to where its parent is not greater.
    while place > start:
        parent = (place - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[place] = above
        place = parent
    heap[place] = item


def _sift_up(heap, place, item):
    # Down to a leaf along the smaller children, then up again: [item] mostly belongs
    # near the leaves.
    end = len(heap)
    start = place
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    _sift_down(heap, start, place, item)


def _check(heap):
    if not isinstance(heap, list):
        raise TypeError("heap argument must be a list, not %s"
                        % type(heap).__name__)


def heappush(heap, item, /):
    """Push item onto heap, maintaining the heap invariant."""
    _check(heap)
    heap.append(item)
    _sift_down(heap, 0, len(heap) - 1, item)


def heappop(heap, /):
    """Pop the smallest item off the heap, maintaining the heap invariant."""
    _check(heap)
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    _sift_up(heap, 0, last)
    return smallest


def heapreplace(heap, item, /):
    """Pop and return the current smallest value, and add the new item."""
    _check(heap)
    smallest = heap[0]
    _sift_up(heap, 0, item)
    return smallest


def heappushpop(heap, item, /):
    """Push item on the heap, then pop and return the smallest item."""
    _check(heap)
    if heap and heap[0] < item:
        item, smallest = heap[0], item
        _sift_up(heap, 0, smallest)
    return item


def heapify(heap, /):
    """Transform list into a heap, in-place, in O(len(heap)) time."""
    _check(heap)
    for place in reversed(range(len(heap) // 2)):
        _sift_up(heap, place, heap[place])


class _Reverse:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value


def _sift_down_max(heap, start, place, item):
    while place > start:
        parent = (place - 1) >> 1
        above = heap[parent]
        if not above < item:
            break
        heap[place] = above
        place = parent
    heap[place] = item


def _sift_up_max(heap, place, item):
    end = len(heap)
    start = place
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    _sift_down_max(heap, start, place, item)


def heappush_max(heap, item, /):
    """Push item onto max heap, maintaining the heap invariant."""
    _check(heap)
    heap.append(item)
    _sift_down_max(heap, 0, len(heap) - 1, item)


def heappop_max(heap, /):
    """Maxheap variant of heappop."""
    _check(heap)
    last = heap.pop()
    if not heap:
        return last
    greatest = heap[0]
    _sift_up_max(heap, 0, last)
    return greatest


def heapreplace_max(heap, item, /):
    """Maxheap variant of heapreplace."""
    _check(heap)
    greatest = heap[0]
    _sift_up_max(heap, 0, item)
    return greatest


def heappushpop_max(heap, item, /):
    """Maxheap variant of heappushpop."""
    _check(heap)
    if heap and item < heap[0]:
        item, greatest = heap[0], item
        _sift_up_max(heap, 0, greatest)
    return item


def heapify_max(heap, /):
    """Maxheap variant of heapify."""
    _check(heap)
    for place in reversed(range(len(heap) // 2)):
        _sift_up_max(heap, place, heap[place])
