"""Built-in functions that call back: in Python, so that nothing of C is left on the
stack while program code runs."""

_marker = object()


def all(iterable, /):
    """Return True if bool(x) is True for all values x in the iterable."""
    for item in iterable:
        if not item:
            return False
    return True


def any(iterable, /):
    """Return True if bool(x) is True for any x in the iterable."""
    for item in iterable:
        if item:
            return True
    return False


def sum(iterable, /, start=0):
    """Return the sum of a 'start' value (default: 0) plus an iterable of numbers."""
    if type(iterable) is list:
        total = _sum_numbers(iterable, start)
        if total is not None:
            return total
    if isinstance(start, str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    if isinstance(start, bytes):
        raise TypeError("sum() can't sum bytes [use b''.join(seq) instead]")
    if isinstance(start, bytearray):
        raise TypeError("sum() can't sum bytearray [use b''.join(seq) instead]")
    iterator = iter(iterable)
    for item in iterator:
        if type(item) is float and type(start) in (int, float):
            return _sum_floats(item, start, iterator)
        start = start + item
    return start


def _sum_floats(item, total, iterator):
    # Neumaier's compensated summation, as CPython's.
    total = float(total)
    lost = 0.0
    while True:
        new = total + item
        if abs(total) >= abs(item):
            lost += (total - new) + item
        else:
            lost += (item - new) + total
        total = new
        item = next(iterator, _marker)
        if item is _marker:
            break
        if type(item) is int:
            item = float(item)
        elif type(item) is not float:
            if lost and lost - lost == 0:
                total += lost
            total = total + item
            for item in iterator:
                total = total + item
            return total
    if lost and lost - lost == 0:
        return total + lost
    return total


def sorted(iterable, /, *, key=None, reverse=False):
    """Return a new list containing all items from the iterable in ascending order."""
    items = list(iterable)
    if key is None:
        _sort(items, None, reverse)
    else:
        _sort(items, [key(item) for item in items], reverse)
    return items


def _candidates(name, args, default):
    if len(args) != 1:
        if not args:
            raise TypeError(f"{name} expected at least 1 argument, got 0")
        if default is not _marker:
            raise TypeError(f"Cannot specify a default for {name}() with multiple "
                            "positional arguments")
        return args
    return args[0]


def min(*args, key=None, default=_marker):
    """With a single iterable argument, return its smallest item."""
    iterator = iter(_candidates("min", args, default))
    best = next(iterator, _marker)
    if best is _marker:
        if default is not _marker:
            return default
        raise ValueError("min() iterable argument is empty")
    if key is None:
        for item in iterator:
            if item < best:
                best = item
        return best
    least = key(best)
    for item in iterator:
        value = key(item)
        if value < least:
            best = item
            least = value
    return best


def max(*args, key=None, default=_marker):
    """With a single iterable argument, return its biggest item."""
    iterator = iter(_candidates("max", args, default))
    best = next(iterator, _marker)
    if best is _marker:
        if default is not _marker:
            return default
        raise ValueError("max() iterable argument is empty")
    if key is None:
        for item in iterator:
            if item > best:
                best = item
        return best
    greatest = key(best)
    for item in iterator:
        value = key(item)
        if value > greatest:
            best = item
            greatest = value
    return best


def _resolve(bases):
    resolved = []
    for base in bases:
        if isinstance(base, type):
            resolved.append(base)
            continue
        entries = getattr(base, "__mro_entries__", None)
        if entries is None:
            resolved.append(base)
            continue
        added = entries(bases)
        if not isinstance(added, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(added)
    return tuple(resolved)


def __build_class__(body, name, /, *bases, metaclass=None, **keywords):
    """__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class"""
    resolved = _resolve(bases)
    if metaclass is None:
        metaclass = type(resolved[0]) if resolved else type
    if isinstance(metaclass, type):
        metaclass = _metaclass(metaclass, resolved)
    prepare = getattr(metaclass, "__prepare__", None)
    namespace = {} if prepare is None else prepare(name, resolved, **keywords)
    if not hasattr(type(namespace), "__getitem__"):
        called = metaclass.__name__ if isinstance(metaclass, type) else "<metaclass>"
        raise TypeError(f"{called}.__prepare__() must return a mapping, not "
                        f"{type(namespace).__name__}")
    cell = body(namespace)
    if resolved != bases:
        namespace["__orig_bases__"] = bases
    return metaclass(name, resolved, namespace, **keywords)


def aiter(async_iterable, /):
    """Return an AsyncIterator for an AsyncIterable object."""
    kind = type(async_iterable)
    method = getattr(kind, "__aiter__", None)
    if method is None:
        raise TypeError(f"'{kind.__name__}' object is not an async iterable")
    made = method(async_iterable)
    if not hasattr(type(made), "__anext__"):
        raise TypeError("aiter() returned not an async iterator of type "
                        f"'{type(made).__name__}'")
    return made


async def _anext_or(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


def anext(async_iterator, default=_marker, /):
    """Return the next item from the async iterator."""
    kind = type(async_iterator)
    method = getattr(kind, "__anext__", None)
    if method is None:
        raise TypeError(f"'{kind.__name__}' object is not an async iterator")
    awaitable = method(async_iterator)
    if default is _marker:
        return awaitable
    return _anext_or(awaitable, default)


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None,
         closefd=True, opener=None):
    """Open file and return a stream.  Raise OSError upon failure."""
    import io
    return io.open(file, mode, buffering, encoding, errors, newline, closefd,
                   opener)
