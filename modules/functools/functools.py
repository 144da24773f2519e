"""Tools for working with functions and callable objects."""

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES",
           "total_ordering", "cache", "cmp_to_key", "lru_cache", "reduce",
           "partial", "partialmethod", "singledispatch", "singledispatchmethod",
           "cached_property", "Placeholder"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__",
                       "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS,
                   updated=WRAPPER_UPDATES):
    """Make a wrapper function look like the function it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator factory that applies update_wrapper() to a wrapper function."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned,
                   updated=updated)


# -- comparisons from one of them


def _derive(root, negate, either_equal):
    """A comparison by the method [root]; with `== other` where that is asked."""
    def compare(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if negate:
            answer = not answer
        if either_equal == "and not":
            return answer and self != other
        if either_equal == "or":
            return answer or self == other
        return answer
    return compare


_derivations = {
    "__lt__": (("__gt__", True, "and not"), ("__le__", False, "or"),
               ("__ge__", True, None)),
    "__le__": (("__ge__", True, "or"), ("__lt__", False, "and not"),
               ("__gt__", True, None)),
    "__gt__": (("__lt__", True, "and not"), ("__ge__", False, "or"),
               ("__le__", True, None)),
    "__ge__": (("__le__", True, "or"), ("__gt__", False, "and not"),
               ("__lt__", True, None)),
}


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods."""
    roots = [name for name in _derivations
             if getattr(cls, name, None) is not getattr(object, name)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, negate, equal in _derivations[root]:
        if name not in roots:
            method = _derive(root, negate, equal)
            method.__name__ = name
            method.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, method)
    return cls


# -- caches


class _CacheInfo(tuple):
    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return ("CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)"
                % tuple(self))

    def _asdict(self):
        return dict(zip(self._fields, self))


_CacheInfo.__name__ = _CacheInfo.__qualname__ = "CacheInfo"


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def lru_cache(maxsize=128, typed=False):
    """Least-recently-used cache decorator."""
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, "
                        "or None")

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    """Simple lightweight unbounded cache."""
    return lru_cache(maxsize=None)(user_function)


_nothing = object()


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling "
                            "__set_name__ on it.")
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance "
                f"to cache {self.attrname!r} property.") from None
        value = values.get(self.attrname, _nothing)
        if value is _nothing:
            value = self.func(instance)
            try:
                values[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} "
                    "instance does not support item assignment for caching "
                    f"{self.attrname!r} property.") from None
        return value


# -- partial methods


class partialmethod:
    """Method descriptor with partial application of arguments and keywords."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable or a "
                            "descriptor")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func)]
        parts += [repr(arg) for arg in self.args]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return (f"{type(self).__module__}.{type(self).__qualname__}"
                f"({', '.join(parts)})")

    def _method(self):
        def method(instance, /, *args, **keywords):
            return self.func(instance, *self._filled(args),
                             **{**self.keywords, **keywords})
        method.__isabstractmethod__ = self.__isabstractmethod__
        method.__partialmethod__ = self
        return method

    def _filled(self, args):
        if Placeholder not in self.args:
            return self.args + args
        given = iter(args)
        return (*(next(given) if arg is Placeholder else arg
                  for arg in self.args), *given)

    def __get__(self, instance, owner=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(instance, owner)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._method().__get__(instance, owner)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


# -- generic functions


def _merged(sequences):
    """C3: the order that keeps all of [sequences]."""
    result = []
    while True:
        sequences = [sequence for sequence in sequences if sequence]
        if not sequences:
            return result
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for sequence in sequences:
            if sequence[0] is candidate:
                del sequence[0]


def _order_with(cls, abstract):
    """The resolution order of [cls] with the abstract classes it satisfies."""
    inserted_at = len(cls.__bases__)
    for index, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, "__abstractmethods__"):
            inserted_at = len(cls.__bases__) - index
            break
    else:
        inserted_at = 0
    explicit = list(cls.__bases__[:inserted_at])
    other = list(cls.__bases__[inserted_at:])
    own = [base for base in abstract
           if issubclass(cls, base)
           and not any(issubclass(b, base) for b in cls.__bases__)]
    rest = [base for base in abstract if base not in own]
    orders = [_order_with(base, rest) for base in explicit + own + other]
    return _merged([[cls], *orders, list(explicit), own, list(other)])


def _full_order(cls, types):
    bases = set(cls.__mro__)
    related = [type_ for type_ in types
               if type_ not in bases and hasattr(type_, "__mro__")
               and not isinstance(type_, _alias_type) and issubclass(cls, type_)]
    related = [type_ for type_ in related
               if not any(type_ is not other and type_ in other.__mro__
                          for other in related)]
    found = []
    for type_ in related:
        subclasses = [[other for other in sub.__mro__ if other in types]
                      for sub in type_.__subclasses__()
                      if sub not in bases and issubclass(cls, sub)]
        if not subclasses:
            found.append(type_)
            continue
        subclasses.sort(key=len, reverse=True)
        for group in subclasses:
            for sub in group:
                if sub not in found:
                    found.append(sub)
    return _order_with(cls, found)


_alias_type = type(list[int])
_union_type = type(int | str)


def _find_implementation(cls, registry):
    order = _full_order(cls, registry.keys())
    match = None
    for type_ in order:
        if match is not None:
            if (type_ in registry and type_ not in cls.__mro__
                    and match not in cls.__mro__
                    and not issubclass(match, type_)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {type_}")
            break
        if type_ in registry:
            match = type_
    return registry.get(match)


def _is_dispatchable(cls):
    if isinstance(cls, type) and not isinstance(cls, _alias_type):
        return True
    return (isinstance(cls, _union_type)
            and all(isinstance(part, type) for part in cls.__args__))


def _first_annotation(func):
    """The class that the first parameter of [func] is annotated with."""
    annotations = getattr(func, "__annotations__", None)
    if not annotations:
        raise TypeError(
            f"Invalid first argument to `register()`: {func!r}. Use either "
            "`@register(some_class)` or plain `@register` on an annotated "
            "function.")
    return next(iter(annotations.items()))


def singledispatch(func):
    """Single-dispatch generic function decorator."""
    registry = {}
    known = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """Run the dispatch algorithm to return the best implementation."""
        try:
            return known[cls]
        except KeyError:
            found = registry.get(cls)
            if found is None:
                found = _find_implementation(cls, registry)
            known[cls] = found
            return found

    def register(cls, func=None):
        """Register a new implementation for the given class."""
        if _is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            func = cls
            argument, cls = _first_annotation(func)
            if not _is_dispatchable(cls):
                if isinstance(cls, _union_type):
                    raise TypeError(f"Invalid annotation for {argument!r}. {cls!r} "
                                    "not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argument!r}. {cls!r} is "
                                "not a class.")
        if isinstance(cls, _union_type):
            for part in cls.__args__:
                registry[part] = func
        else:
            registry[cls] = func
        known.clear()
        return func

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **keywords)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = known.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """Single-dispatch generic method descriptor."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register a new implementation for the given class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, instance, owner=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def method(*args, **keywords):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            found = dispatch(args[0].__class__)
            return found.__get__(instance, owner)(*args, **keywords)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
