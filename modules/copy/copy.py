"""Generic (shallow and deep) copying operations."""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_function = type(lambda: 0)
_atomic = {type(None), int, float, bool, complex, str, bytes, type, range, property,
           type(Ellipsis), type(NotImplemented), type(len), _function, slice,
           type(int | str)}


def copy(x):
    """Shallow copy operation on arbitrary Python objects."""
    cls = type(x)
    if cls in _atomic or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if issubclass(cls, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _rebuild(x, _reduced(cls, x), None)


def deepcopy(x, memo=None, _nil=[]):
    """Deep copy operation on arbitrary Python objects."""
    cls = type(x)
    if cls in _atomic:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        found = memo.get(key, _nil)
        if found is not _nil:
            return found
    maker = _deep.get(cls)
    if maker is not None:
        made = maker(x, memo)
    elif issubclass(cls, type):
        return x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            made = method(memo)
        else:
            made = _rebuild(x, _reduced(cls, x), memo)
    if made is not x:
        memo[key] = made
        # What was copied must live as long as its id is remembered.
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_list(x, memo):
    made = []
    memo[id(x)] = made
    append = made.append
    for item in x:
        append(deepcopy(item, memo))
    return made


def _deep_tuple(x, memo):
    made = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, made):
        if old is not new:
            return tuple(made)
    return x


def _deep_dict(x, memo):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deep_set(x, memo):
    made = set()
    memo[id(x)] = made
    for item in x:
        made.add(deepcopy(item, memo))
    return made


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _C:
    def m(self):
        pass


_deep = {list: _deep_list, tuple: _deep_tuple, dict: _deep_dict, set: _deep_set,
         frozenset: lambda x, memo: frozenset([deepcopy(i, memo) for i in x]),
         bytearray: lambda x, memo: x.copy(), type(_C().m): _deep_method}


def _slot_names(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        if isinstance(slots, str):
            slots = (slots,)
        for name in slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                if stripped:
                    name = f"_{stripped}{name}"
            names.append(name)
    return names


def _plain_new(cls, *args):
    return cls.__new__(cls, *args)


def _state(x):
    method = getattr(type(x), "__getstate__", None)
    if method is not None and method is not getattr(object, "__getstate__", None):
        return method(x)
    state = dict(getattr(x, "__dict__", None) or {}) or None
    slots = {name: getattr(x, name) for name in _slot_names(type(x))
             if hasattr(x, name)}
    return (state, slots) if slots else state


def _reduced(cls, x):
    """How to make another x: (function, arguments, state, items, pairs)."""
    for name, args in (("__reduce_ex__", (4,)), ("__reduce__", ())):
        method = getattr(cls, name, None)
        if method is not None and method is not getattr(object, name, None):
            result = method(x, *args)
            if not isinstance(result, str):
                return tuple(result) + (None,) * (5 - len(result))
            return None
    args = ()
    if hasattr(cls, "__getnewargs_ex__"):
        args, keywords = x.__getnewargs_ex__()
        return (lambda: cls.__new__(cls, *args, **keywords)), (), _state(x), None, None
    if hasattr(cls, "__getnewargs__"):
        args = x.__getnewargs__()
    else:
        for base in (int, float, complex, str, bytes, tuple, frozenset, set,
                     bytearray):
            if issubclass(cls, base):
                args = (base(x),)
                break
    items = iter(x) if issubclass(cls, list) else None
    pairs = iter(list(dict.items(x))) if issubclass(cls, dict) else None
    if isinstance(x, (type((i for i in ())), type(iter([])), type(zip()))):
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    return _plain_new, (cls, *args), _state(x), items, pairs


def _rebuild(x, reduced, memo):
    if reduced is None:
        return x
    function, args, state, items, pairs = reduced
    deep = memo is not None
    if deep and args:
        args = tuple(deepcopy(arg, memo) for arg in args)
    made = function(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state:
                made.__dict__.update(state)
            for name, value in (slots or {}).items():
                setattr(made, name, value)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            made[key] = value
    return made


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    method = getattr(obj.__class__, "__replace__", None)
    if method is None:
        raise TypeError("replace() does not support "
                        f"{obj.__class__.__name__} objects")
    return method(obj, **changes)
