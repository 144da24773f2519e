"""The typing module: support for gradual typing. Nothing is checked at run time."""
import collections.abc as _abc
from abc import ABCMeta as _ABCMeta, abstractmethod as _abstractmethod

__all__ = ["Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final",
           "ForwardRef", "Generic", "Literal", "Optional", "Protocol", "Tuple",
           "Type", "TypeVar", "Union", "AbstractSet", "Container", "Hashable",
           "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView",
           "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized",
           "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine",
           "Collection", "AsyncGenerator", "Reversible", "SupportsAbs",
           "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
           "SupportsInt", "SupportsRound", "Counter", "Deque", "Dict", "DefaultDict",
           "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict",
           "Generator", "assert_never", "assert_type", "cast", "final", "get_args",
           "get_origin", "get_type_hints", "is_typeddict", "LiteralString", "Never",
           "NewType", "no_type_check", "NoReturn", "NotRequired", "overload",
           "override", "Required", "reveal_type", "runtime_checkable", "Self",
           "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "TypeIs", "Unpack",
           "ReadOnly", "dataclass_transform", "Hashable", "ParamSpec",
           "TypeVarTuple", "NoDefault"]

TYPE_CHECKING = False
Text = str
_alias = type(list[int])
_union_type = type(int | str)


def _shown(value):
    if value is Ellipsis:
        return "..."
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, type) and not isinstance(value, _alias):
        if value is type(None):
            return "None"
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)


def _parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, (_TypeVariable, type(_t))):
            if arg not in found:
                found.append(arg)
        elif isinstance(arg, list):
            found += [each for each in _parameters(arg) if each not in found]
        else:
            found += [each for each in getattr(arg, "__parameters__", ())
                      if each not in found]
    return tuple(found)


class _Form:
    """A name with a meaning for type checkers; some take parameters."""

    def __init__(self, name, subscript=None):
        self._name = name
        self._subscript = subscript

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, parameters):
        if self._subscript is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._subscript(self, parameters)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, other):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Special:
    """A form, or a class of the old names, with its parameters."""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self._name = name or getattr(origin, "_name", None)
        self.__parameters__ = _parameters(self.__args__)

    def __repr__(self):
        name = self._name
        start = f"typing.{name}" if name else _shown(self.__origin__)
        if self.__origin__ is _abc.Callable:
            args = self.__args__
            if len(args) == 2 and args[0] is Ellipsis:
                return f"{start}[..., {_shown(args[1])}]"
            inner = ", ".join(map(_shown, args[:-1]))
            return f"{start}[[{inner}], {_shown(args[-1])}]"
        if self.__origin__ is Annotated:
            args = [_shown(self.__args__[0]), *map(repr, self.__metadata__)]
            return f"typing.Annotated[{', '.join(args)}]"
        if self.__origin__ is Literal:
            return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"
        return f"{start}[{', '.join(map(_shown, self.__args__))}]"

    def __call__(self, *args, **kwds):
        made = self.__origin__(*args, **kwds)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __eq__(self, other):
        if not isinstance(other, _Special):
            return NotImplemented
        same = (set(self.__args__) == set(other.__args__)
                if self.__origin__ is Literal else self.__args__ == other.__args__)
        return self.__origin__ is other.__origin__ and same

    def __hash__(self):
        return hash((id(self.__origin__), len(self.__args__)))

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if not self.__parameters__:
            raise TypeError(f"{self!r} is not a generic class")
        if len(parameters) != len(self.__parameters__):
            word = "many" if len(parameters) > len(self.__parameters__) else "few"
            raise TypeError(f"Too {word} arguments for {self!r}; actual "
                            f"{len(parameters)}, expected "
                            f"{len(self.__parameters__)}")
        known = dict(zip(self.__parameters__, parameters))
        args = tuple(_replaced(arg, known) for arg in self.__args__)
        return type(self)(self.__origin__, args, self._name)

    def __mro_entries__(self, bases):
        if self.__origin__ is Protocol:
            return (Protocol,)
        if self._name in ("Generic", "Protocol"):
            return (self.__origin__,)
        result = [self.__origin__]
        if self.__parameters__ and not any(
                b is not self and isinstance(b, _Special) and b._name == "Generic"
                for b in bases):
            if not (isinstance(self.__origin__, type)
                    and issubclass(self.__origin__, Generic)):
                result.append(Generic)
        return tuple(result)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and "
                        "instance checks")

    __subclasscheck__ = __instancecheck__


def _replaced(arg, known):
    if arg in known if isinstance(arg, (_TypeVariable, type(_t))) else False:
        return known[arg]
    parameters = getattr(arg, "__parameters__", ())
    if parameters and not isinstance(arg, type):
        return arg[tuple(known.get(each, each) for each in parameters)]
    return arg


def _union(parameters):
    flat = []
    for each in parameters:
        if each is None:
            each = type(None)
        members = each.__args__ if isinstance(each, _union_type) else (each,)
        if isinstance(each, _UnionOf):
            members = each.__args__
        for member in members:
            if member not in flat:
                flat.append(member)
    if len(flat) == 1:
        return flat[0]
    try:
        result = flat[0]
        for each in flat[1:]:
            if isinstance(result, _Special) or isinstance(each, (_Special, _Form)):
                raise TypeError
            result = result | each
        return result
    except TypeError:
        return _UnionOf(Union, tuple(flat))


class _UnionOf(_Special):
    """X | Y where a member is no class."""

    def __repr__(self):
        return " | ".join(map(_shown, self.__args__))

    def __eq__(self, other):
        if isinstance(other, (_UnionOf, _union_type)):
            return set(self.__args__) == set(other.__args__)
        return NotImplemented

    __hash__ = _Special.__hash__


class _UnionForm(_Form):
    def __instancecheck__(self, other):
        return isinstance(other, (_union_type, _UnionOf))


Union = _UnionForm("Union", lambda form, parameters: _union(
    parameters if isinstance(parameters, tuple) else (parameters,)))


def _with_arguments(form, parameters):
    return _Special(form, parameters)


def _one(form, parameters):
    if isinstance(parameters, tuple):
        raise TypeError(f"{form!r} accepts only single type.")
    return _Special(form, parameters)


class _Any(type):
    def __repr__(cls):
        return "typing.Any" if cls is Any else super().__repr__()

    def __instancecheck__(cls, other):
        if cls is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(other)


class Any(metaclass=_Any):
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
ClassVar = _Form("ClassVar", _one)
Final = _Form("Final", _one)
Required = _Form("Required", _one)
NotRequired = _Form("NotRequired", _one)
ReadOnly = _Form("ReadOnly", _one)
TypeGuard = _Form("TypeGuard", _one)
TypeIs = _Form("TypeIs", _one)
Unpack = _Form("Unpack", _one)
Concatenate = _Form("Concatenate", _with_arguments)
Optional = _Form("Optional", lambda form, arg: _union((arg, None)))


def _literal(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for each in parameters:
        members = each.__args__ if get_origin(each) is Literal else (each,)
        for member in members:
            if not any(type(m) is type(member) and m == member for m in flat):
                flat.append(member)
    return _Special(form, tuple(flat))


Literal = _Form("Literal", _literal)


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    first, *metadata = parameters
    if get_origin(first) is Annotated:
        metadata = [*first.__metadata__, *metadata]
        first = first.__args__[0]
    made = _Special(form, (first,))
    made.__metadata__ = tuple(metadata)
    return made


Annotated = _Form("Annotated", _annotated)


class ForwardRef:
    """Internal wrapper to hold a forward reference."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"

    def __eq__(self, other):
        return (isinstance(other, ForwardRef)
                and self.__forward_arg__ == other.__forward_arg__)

    def __hash__(self):
        return hash(self.__forward_arg__)


class _NoDefault:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefault()


class _TypeVariable:
    pass


def _type_variable():
    def f[T]():
        pass
    return f.__type_params__[0]


_t = _type_variable()
TypeVar = type(_t)


def _other_variables():
    def f[*Ts, **P]():
        pass
    return f.__type_params__


TypeVarTuple, ParamSpec = map(type, _other_variables())


class Generic:
    """Abstract base class for generic types."""
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        parameters = tuple(type(None) if each is None else each
                           for each in parameters)
        if cls is Generic or cls is Protocol:
            return _Special(cls, parameters, cls.__name__)
        return _Special(cls, parameters)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        found = []
        for base in cls.__dict__.get("__orig_bases__", ()):
            found += [each for each in getattr(base, "__parameters__", ())
                      if each not in found]
        cls.__parameters__ = tuple(found)


_not_members = {"__abstractmethods__", "__annotations__", "__dict__", "__doc__",
                "__init__", "__module__", "__new__", "__slots__", "__subclasshook__",
                "__weakref__", "__class_getitem__", "__match_args__",
                "__static_attributes__", "__firstlineno__", "__parameters__",
                "__orig_bases__", "_is_protocol", "_abc_state", "__qualname__",
                "_is_runtime", "__type_params__", "__annotate__",
                "__annotate_func__", "__annotations_cache__", "__hash__",
                "__init_subclass__", "__protocol_attrs__"}


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        names |= set(base.__dict__) | set(base.__dict__.get("__annotations__", None)
                                          or getattr(base, "__annotations__", ()))
    return names - _not_members


class _ProtocolMeta(_ABCMeta):
    def __instancecheck__(cls, instance):
        if cls is Protocol or not cls.__dict__.get("_is_protocol"):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        if super().__instancecheck__(instance):
            return True
        return all(hasattr(instance, name) for name in _protocol_members(cls))

    def __subclasscheck__(cls, other):
        if cls is Protocol or not cls.__dict__.get("_is_protocol"):
            return super().__subclasscheck__(other)
        if not getattr(cls, "_is_runtime", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        if super().__subclasscheck__(other):
            return True
        return all(hasattr(other, name) for name in _protocol_members(cls))


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes."""
    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


Protocol.__init__ = _no_init


def runtime_checkable(cls):
    """Mark a protocol class as a runtime protocol."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, "
                        f"got {cls!r}")
    cls._is_runtime = True
    return cls


def _supports(name, method):
    def stub(self):
        pass
    namespace = {method: _abstractmethod(stub), "__slots__": (),
                 "__module__": "typing"}
    return runtime_checkable(_ProtocolMeta(name, (Protocol,), namespace))


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsRound = _supports("SupportsRound", "__round__")

# -- old names of classes


class _Old(_Form):
    def __init__(self, name, origin):
        super().__init__(name)
        self.__origin__ = origin

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        parameters = tuple(type(None) if each is None else each
                           for each in parameters)
        return _Special(self.__origin__, parameters, self._name)

    def __call__(self, *args, **kwds):
        return self.__origin__(*args, **kwds)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, other):
        return isinstance(other, self.__origin__)

    def __subclasscheck__(self, other):
        return issubclass(other, self.__origin__)


class _OldCallable(_Old):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = parameters
        if isinstance(args, list):
            args = tuple(args)
        elif not isinstance(args, tuple):
            args = (args,)
        if result is None:
            result = type(None)
        return _Special(self.__origin__, (*args, result), "Callable")


List = _Old("List", list)
Dict = _Old("Dict", dict)
Set = _Old("Set", set)
FrozenSet = _Old("FrozenSet", frozenset)
Tuple = _Old("Tuple", tuple)
Type = _Old("Type", type)
Callable = _OldCallable("Callable", _abc.Callable)
AbstractSet = _Old("AbstractSet", _abc.Set)


def _old_names():
    from collections import Counter, OrderedDict, defaultdict, deque
    space = globals()
    for name in ("Container", "Hashable", "ItemsView", "Iterable", "Iterator",
                 "KeysView", "Mapping", "MappingView", "MutableMapping",
                 "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView",
                 "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine",
                 "Collection", "AsyncGenerator", "Reversible", "Generator"):
        space[name] = _Old(name, getattr(_abc, name))
    for name, origin in (("Counter", Counter), ("OrderedDict", OrderedDict),
                         ("DefaultDict", defaultdict), ("Deque", deque)):
        space[name] = _Old(name, origin)


_old_names()

# -- classes made by subclassing


def _named_tuple(name, fields, defaults, module):
    from collections import namedtuple
    made = namedtuple(name, [field for field, _ in fields], defaults=defaults,
                      module=module)
    made.__annotations__ = dict(fields)
    return made


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if namespace.get("_is_root"):
            return super().__new__(mcls, name, bases, namespace)
        annotations = namespace.get("__annotations__")
        if annotations is None and "__annotate__" in namespace:
            annotations = namespace["__annotate__"](1)
        if annotations is None and "__annotate_func__" in namespace:
            annotations = namespace["__annotate_func__"](1)
        annotations = annotations or {}
        defaults = []
        for field in annotations:
            if field in namespace:
                defaults.append(namespace[field])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow "
                                "default field")
        made = _named_tuple(name, list(annotations.items()), defaults,
                            namespace.get("__module__"))
        for key, value in namespace.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__",
                       "_fields", "_field_defaults", "_make", "_replace",
                       "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in annotations and key not in (
                    "__module__", "__qualname__", "__annotations__", "__annotate__",
                    "__annotate_func__", "__static_attributes__",
                    "__firstlineno__", "__orig_bases__"):
                setattr(made, key, value)
        return made


class NamedTuple(metaclass=_NamedTupleMeta):
    """Typed version of namedtuple."""
    _is_root = True

    def __new__(cls, typename, fields=()):
        return _named_tuple(typename, list(fields), (), "__main__")


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        made = type.__new__(mcls, name, (dict,), dict(namespace))
        required, optional = set(), set()
        annotations = {}
        for base in bases:
            annotations.update(base.__dict__.get("_fields_", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        own = getattr(made, "__annotations__", None) or {}
        for key, value in own.items():
            annotations[key] = value
            origin = get_origin(value)
            wanted = total if origin not in (Required, NotRequired) else (
                origin is Required)
            (required if wanted else optional).add(key)
            (optional if wanted else required).discard(key)
        made._fields_ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwds):
        if cls is TypedDict:
            name, fields = args
            return _TypedDictMeta(name, (), {"__annotations__": dict(fields)},
                                  **kwds)
        return dict(*args, **kwds)

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {})


class NewType:
    """NewType creates simple unique types with almost zero runtime overhead."""

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__module__ = "__main__"
        self.__supertype__ = tp

    def __call__(self, value, /):
        return value

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))


# -- functions


def cast(typ, val):
    """Cast a value to a type: returns the value unchanged."""
    return val


def assert_type(val, typ, /):
    """Ask a static type checker to confirm that the value is of the given type."""
    return val


def assert_never(arg, /):
    """Statically assert that a line of code is unreachable."""
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def reveal_type(obj, /):
    """Ask a static type checker to reveal the inferred type of an expression."""
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def _stub(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated "
        "functions outside a stub module should always be followed by an "
        "implementation that is not @overload-ed.")


def overload(func):
    """Decorator for overloaded functions/methods."""
    return _stub


def final(f):
    """Decorator to indicate final methods and final classes."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """Indicate that a method is intended to override one of a base class."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    """Decorator to indicate that annotations are not type hints."""
    return arg


def dataclass_transform(**kwargs):
    """Decorator to mark an object as providing dataclass-like behaviour."""
    return lambda cls_or_fn: cls_or_fn


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, (_Special, _alias)):
        return tp.__origin__
    if isinstance(tp, _union_type):
        return Union
    if tp is Generic:
        return Generic
    return None


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    if isinstance(tp, _Special) and tp.__origin__ is Annotated:
        return (tp.__args__[0], *tp.__metadata__)
    args = getattr(tp, "__args__", ()) if isinstance(
        tp, (_Special, _alias, _union_type)) else ()
    if get_origin(tp) is _abc.Callable and args and args[0] is not Ellipsis:
        return list(args[:-1]), args[-1]
    return args


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object."""
    hints = {}
    classes = reversed(obj.__mro__) if isinstance(obj, type) else (obj,)
    for each in classes:
        hints.update(getattr(each, "__annotations__", None) or {})
    result = {}
    for name, value in hints.items():
        if value is None:
            value = type(None)
        if not include_extras and get_origin(value) is Annotated:
            value = value.__args__[0]
        result[name] = value
    return result


def is_typeddict(tp):
    """Check if an annotation is a TypedDict class."""
    return isinstance(type(tp), type) and type(tp) is _TypedDictMeta
