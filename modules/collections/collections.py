"""Container datatypes: alternatives to dict, list, set and tuple."""
import sys as _sys
from keyword import iskeyword as _iskeyword

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList",
           "UserString", "defaultdict", "deque", "namedtuple"]

_absent = object()
_alias = type(list[int])
_printing = []


def _guarded(show):
    """A __repr__ that prints an object inside of itself as `...`."""
    def __repr__(self):
        if any(each is self for each in _printing):
            return "..."
        _printing.append(self)
        try:
            return show(self)
        finally:
            _printing.pop()
    return __repr__


class defaultdict(dict):
    """dict with a function that makes missing values."""

    __slots__ = ("default_factory",)

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        if args or kwargs:
            dict.__init__(self, *args, **kwargs)

    def __missing__(self, key, /):
        """Called by __getitem__ for missing keys."""
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        self[key] = value = factory()
        return value

    def copy(self):
        """D.copy() -> a shallow copy of D."""
        return type(self)(self.default_factory, self)

    __copy__ = copy

    @_guarded
    def __repr__(self):
        return (f"{type(self).__name__}({self.default_factory!r}, "
                f"{dict.__repr__(self)})")

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new

    def __reduce__(self):
        factory = self.default_factory
        return (type(self), () if factory is None else (factory,), None, None,
                iter(self.items()))


class OrderedDict(dict):
    """Dictionary that remembers insertion order."""

    def move_to_end(self, key, last=True):
        """Move an existing element to the end (or beginning if last is false)."""
        value = dict.pop(self, key, _absent)
        if value is _absent:
            raise KeyError(key)
        if last:
            dict.__setitem__(self, key, value)
            return
        others = dict(self)
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, others)

    def popitem(self, last=True):
        """Remove and return a (key, value) pair from the dictionary."""
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return dict.popitem(self)
        for key in self:
            return key, dict.pop(self, key)

    def copy(self):
        """od.copy() -> a shallow copy of od"""
        return self.__class__(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """Create a new ordered dictionary with keys from iterable."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_same, self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    @_guarded
    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        return f"{type(self).__name__}({dict(self.items())!r})"

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new

    def __reduce__(self):
        return type(self), (), vars(self) or None, None, iter(self.items())


def _same(a, b):
    return a is b or a == b


# -- Counter


class Counter(dict):
    """Dict subclass for counting hashable items."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """Sum of the counts"""
        return sum(self.values())

    def most_common(self, n=None):
        """List the n most common elements and their counts."""
        items = sorted(self.items(), key=_second, reverse=True)
        return items if n is None else items[:max(n, 0)]

    def elements(self):
        """Iterator over elements repeating each as many times as its count."""
        for key, count in self.items():
            for _ in range(count):
                yield key

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use "
                                  "Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Like dict.update() but add counts instead of replacing them."""
        if iterable is not None:
            if hasattr(iterable, "items") and hasattr(iterable, "keys"):
                if self:
                    for key, count in iterable.items():
                        self[key] = count + self.get(key, 0)
                else:
                    super().update(iterable)
            else:
                _count(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Like dict.update() but subtracts counts instead of replacing them."""
        if iterable is not None:
            if hasattr(iterable, "items") and hasattr(iterable, "keys"):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """Return a shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, key):
        """Like dict.__delitem__() but does not raise KeyError."""
        if key in self:
            super().__delitem__(key)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            items = dict(self.most_common())
        except TypeError:
            items = dict(self)
        return f"{self.__class__.__name__}({items!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for part in (self, other)
                   for key in part)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] <= other[key] for part in (self, other)
                   for key in part)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] >= other[key] for part in (self, other)
                   for key in part)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combined(self, other, combine):
        """Positive results of combine() for the keys of both."""
        result = Counter()
        for key, count in self.items():
            new = combine(count, other[key])
            if new > 0:
                result[key] = new
        for key, count in other.items():
            if key not in self:
                new = combine(0, count)
                if new > 0:
                    result[key] = new
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, min)

    def __xor__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return (self | other) - (self & other)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._keep_positive()

    def __iand__(self, other):
        for key, count in self.items():
            if other[key] < count:
                self[key] = other[key]
        return self._keep_positive()


def _second(pair):
    return pair[1]


# -- namedtuple


def _checked_fields(typename, field_names, rename):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = list(map(str, field_names))
    if rename:
        seen = set()
        for index, name in enumerate(names):
            if (not name.isidentifier() or _iskeyword(name)
                    or name.startswith("_") or name in seen):
                names[index] = f"_{index}"
            seen.add(name)
    for name in [typename, *names]:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError("Type names and field names must be valid "
                             f"identifiers: {name!r}")
        if _iskeyword(name):
            raise ValueError("Type names and field names cannot be a keyword: "
                             f"{name!r}")
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: "
                             f"{name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    return tuple(map(_sys.intern, names))


def _constructor(typename, fields, defaults):
    """__new__: what binds the values is checked here, as a function with these
    parameters would."""
    count = len(fields)
    required = count - len(defaults)
    places = {name: index for index, name in enumerate(fields)}
    make = tuple.__new__

    def __new__(_cls, /, *args, **kwargs):
        if len(args) == count and not kwargs:
            return make(_cls, args)
        if len(args) > count:
            raise TypeError(_too_many(count, required, len(args)))
        values = [*args, *[_absent] * (count - len(args))]
        for name, value in kwargs.items():
            index = places.get(name)
            if index is None:
                raise TypeError(f"{typename}.__new__() got an unexpected keyword "
                                f"argument {name!r}")
            if index < len(args):
                raise TypeError(f"{typename}.__new__() got multiple values for "
                                f"argument {name!r}")
            values[index] = value
        for index in range(required, count):
            if values[index] is _absent:
                values[index] = defaults[index - required]
        missing = [repr(name) for name, value in zip(fields, values)
                   if value is _absent]
        if missing:
            raise TypeError(_missing(missing))
        return make(_cls, values)

    def _too_many(count, required, given):
        takes = (f"{count + 1}" if required == count
                 else f"from {required + 1} to {count + 1}")
        plural = "" if takes == "1" else "s"
        return (f"{typename}.__new__() takes {takes} positional argument{plural} "
                f"but {given + 1} were given")

    def _missing(names):
        if len(names) == 1:
            text = names[0]
        elif len(names) == 2:
            text = " and ".join(names)
        else:
            text = ", ".join(names[:-1]) + ", and " + names[-1]
        plural = "s" if len(names) > 1 else ""
        return (f"{typename}.__new__() missing {len(names)} required positional "
                f"argument{plural}: {text}")

    __new__.__qualname__ = f"{typename}.__new__"
    __new__.__doc__ = f"Create new instance of {typename}({', '.join(fields)})"
    return __new__


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Returns a new subclass of tuple with named fields."""
    typename = _sys.intern(str(typename))
    fields = _checked_fields(typename, field_names, rename)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError("Got more default values than field names")
    pattern = "(" + ", ".join(f"{name}=%r" for name in fields) + ")"

    @classmethod
    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got "
                            f"{len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        return self.__class__.__name__ + pattern % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    _make.__func__.__doc__ = (f"Make a new {typename} object from a sequence or "
                              "iterable")
    _replace.__doc__ = (f"Return a new {typename} object replacing specified "
                        "fields with new values")
    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": dict(zip(fields[len(fields) - len(defaults):],
                                    defaults)),
        "__new__": _constructor(typename, fields, defaults),
        "_make": _make,
        "__replace__": _replace,
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
    }
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, f"Alias for field number {index}")
    result = type(typename, (tuple,), namespace)
    result.__module__ = "__main__" if module is None else module
    return result


# -- classes that wrap


def __getattr__(name):
    # These are abc's children, whose import costs more than the rest of the module.
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        import collections._wrappers as wrappers
        value = getattr(wrappers, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'collections' has no attribute {name!r}")
