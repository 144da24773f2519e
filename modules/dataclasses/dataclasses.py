"""Classes that store data: generated special methods.

The methods are closures over the fields, not generated text.
"""
from copy import deepcopy as _deepcopy
import sys as _sys

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar",
           "KW_ONLY", "MISSING", "fields", "asdict", "astuple", "make_dataclass",
           "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


class _KwOnly:
    def __repr__(self):
        return "<dataclasses._KW_ONLY_TYPE object>"


MISSING = _Missing()
KW_ONLY = _KwOnly()
_factory = type("_factory", (), {"__repr__": lambda self: "<factory>"})()
_proxy = type(type.__dict__)
_FIELD, _CLASSVAR, _INITVAR = "field", "classvar", "initvar"


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = getattr(self.type, "__name__", None) or repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash",
                 "init", "compare", "metadata", "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare,
                 metadata, kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _proxy({} if metadata is None else metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},"
                f"default={self.default!r},default_factory={self.default_factory!r},"
                f"init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
                f"compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},doc={self.doc!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True,
          hash=None, compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata,
                 kw_only, doc)


class _Parameters:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen",
                 "match_args", "kw_only", "slots", "weakref_slot")

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    def __repr__(self):
        inner = ",".join(f"{name}={getattr(self, name)!r}"
                         for name in self.__slots__)
        return f"_DataclassParams({inner})"


def _kind_of(annotation):
    """What an annotation says: a class variable, an InitVar, KW_ONLY, or a field."""
    if isinstance(annotation, str):
        word = annotation.partition("[")[0].rpartition(".")[2].strip()
        if word == "ClassVar":
            return _CLASSVAR
        if word == "InitVar":
            return _INITVAR
        return KW_ONLY if word == "KW_ONLY" else _FIELD
    if annotation is KW_ONLY:
        return KW_ONLY
    if annotation is InitVar or isinstance(annotation, InitVar):
        return _INITVAR
    if "typing.ClassVar" in repr(annotation)[:15]:
        return _CLASSVAR
    return _FIELD


def _own_fields(cls, kw_only):
    annotations = cls.__dict__.get("__annotations__")
    if annotations is None:
        annotations = getattr(cls, "__annotations__", {})
    found = []
    kw_seen = False
    for name, annotation in annotations.items():
        kind = _kind_of(annotation)
        if kind is KW_ONLY:
            if kw_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been "
                                "specified")
            kw_seen = kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        made = default if isinstance(default, Field) else field(default=default)
        made.name = name
        made.type = annotation
        made._field_type = kind
        if kind in (_CLASSVAR, _INITVAR) and made.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if kind == _CLASSVAR:
            if made.kw_only is not MISSING:
                raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
        elif made.kw_only is MISSING:
            made.kw_only = kw_only
        if kind == _FIELD and getattr(type(made.default), "__hash__", 1) is None:
            raise ValueError(f"mutable default {type(made.default)} for field {name} "
                             "is not allowed: use default_factory")
        found.append(made)
        if isinstance(default, Field):
            if made.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, made.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _missing_text(cls, names, kind):
    shown = [repr(name) for name in names]
    if len(shown) == 1:
        text = shown[0]
    elif len(shown) == 2:
        text = " and ".join(shown)
    else:
        text = ", ".join(shown[:-1]) + ", and " + shown[-1]
    plural = "s" if len(shown) > 1 else ""
    return (f"{cls.__name__}.__init__() missing {len(shown)} required {kind} "
            f"argument{plural}: {text}")


def _init_method(cls, all_fields, frozen, has_post_init):
    init = [f for f in all_fields if f.init]
    positional = [f for f in init if not f.kw_only]
    seen = None
    for each in positional:
        if each.default is not MISSING or each.default_factory is not MISSING:
            seen = each
        elif seen:
            raise TypeError(f"non-default argument {each.name!r} follows default "
                            f"argument {seen.name!r}")
    names = [f.name for f in positional]
    by_name = {f.name: f for f in init}
    most = len(names)
    least = sum(1 for f in positional
                if f.default is MISSING and f.default_factory is MISSING)
    stored = [(f.name, f.default, f.default_factory, f.init, f._field_type)
              for f in all_fields if f._field_type != _CLASSVAR]
    passed = [f.name for f in all_fields if f._field_type == _INITVAR]
    plain = (not passed and not has_post_init and len(stored) == most
             and all(f.init for f in all_fields))
    put = object.__setattr__ if frozen else setattr

    def fill(self, values):
        rest = []
        for name, default, factory, in_init, kind in stored:
            if name in values:
                value = values[name]
            elif factory is not MISSING:
                value = factory()
            elif default is not MISSING:
                value = default
            else:
                continue
            if kind == _INITVAR:
                rest.append(value)
            elif name in values or in_init or factory is not MISSING:
                put(self, name, value)
        if has_post_init:
            self.__post_init__(*rest)

    def __init__(self, /, *args, **kwargs):
        if plain and not kwargs and len(args) == most:
            for name, value in zip(names, args):
                put(self, name, value)
            return
        if len(args) > most:
            takes = (f"{most + 1}" if least == most
                     else f"from {least + 1} to {most + 1}")
            plural = "" if takes == "1" else "s"
            raise TypeError(f"{cls.__name__}.__init__() takes {takes} positional "
                            f"argument{plural} but {len(args) + 1} "
                            f"were given" if len(args) + 1 != 1 else "was given")
        values = dict(zip(names, args))
        for name, value in kwargs.items():
            if name not in by_name:
                raise TypeError(f"{cls.__name__}.__init__() got an unexpected "
                                f"keyword argument {name!r}")
            if name in values:
                raise TypeError(f"{cls.__name__}.__init__() got multiple values for "
                                f"argument {name!r}")
            values[name] = value
        for keyword, kind in ((False, "positional"), (True, "keyword-only")):
            missing = [f.name for f in init
                       if bool(f.kw_only) == keyword and f.name not in values
                       and f.default is MISSING and f.default_factory is MISSING]
            if missing:
                raise TypeError(_missing_text(cls, missing, kind))
        fill(self, values)

    __init__.__annotations__ = {f.name: f.type for f in init} | {"return": None}
    return __init__


_printing = set()


def _repr_method(names):
    def __repr__(self):
        key = id(self)
        if key in _printing:
            return "..."
        _printing.add(key)
        try:
            inner = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({inner})"
        finally:
            _printing.discard(key)
    return __repr__


def _values_of(names):
    if len(names) == 1:
        only = names[0]
        return lambda self: (getattr(self, only),)
    return lambda self: tuple([getattr(self, name) for name in names])


def _eq_method(names):
    def __eq__(self, other):
        if self is other:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        for name in names:
            a, b = getattr(self, name), getattr(other, name)
            if not (a is b or a == b):
                return False
        return True
    return __eq__


def _order_methods(values):
    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) < values(other)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return values(self) <= values(other)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) > values(other)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return values(self) >= values(other)
        return NotImplemented
    return __lt__, __le__, __gt__, __ge__


def _hash_method(values):
    def __hash__(self):
        return hash(values(self))
    return __hash__


def _frozen_methods(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _put(cls, method, force=False):
    name = method.__name__
    if name in cls.__dict__ and not force:
        return False
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    setattr(cls, name, method)
    return True


def _inherited(cls, parameters):
    found = {}
    any_frozen = any_base = False
    all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get("__dataclass_fields__")
        if base_fields is None:
            continue
        any_base = True
        found.update(base_fields)
        frozen = base.__dataclass_params__.frozen
        any_frozen |= frozen
        all_frozen = frozen if all_frozen is None else all_frozen and frozen
    if any_base:
        if any_frozen and not parameters.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and parameters.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    return found


def _add_hash(cls, parameters, values):
    own = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own is MISSING or (own is None and "__eq__" in cls.__dict__))
    if parameters.unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class "
                            f"{cls.__name__}")
        _put(cls, _hash_method(values), force=True)
    elif parameters.eq and parameters.frozen:
        if not explicit:
            _put(cls, _hash_method(values), force=True)
    elif parameters.eq and not explicit:
        cls.__hash__ = None


def _process(cls, parameters):
    all_fields = _inherited(cls, parameters)
    for each in _own_fields(cls, parameters.kw_only):
        all_fields[each.name] = each
    cls.__dataclass_fields__ = all_fields
    cls.__dataclass_params__ = parameters
    listed = list(all_fields.values())
    real = [f for f in listed if f._field_type == _FIELD]
    has_explicit_eq = "__eq__" in cls.__dict__
    if parameters.init:
        has_post_init = hasattr(cls, "__post_init__")
        _put(cls, _init_method(cls, [f for f in listed
                                     if f._field_type != _CLASSVAR],
                               parameters.frozen, has_post_init), force=True)
    _put(cls, _replace_method(), force=False)
    if parameters.repr:
        _put(cls, _repr_method([f.name for f in real if f.repr]))
    compared = [f.name for f in real if f.compare]
    hashed = [f.name for f in real
              if (f.compare if f.hash is None else f.hash)]
    had_hash = cls.__dict__.get("__hash__", MISSING)
    if parameters.eq:
        _put(cls, _eq_method(compared))
    if parameters.order:
        if not parameters.eq:
            raise ValueError("eq must be true if order is true")
        for method in _order_methods(_values_of(compared)):
            if not _put(cls, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in "
                                f"class {cls.__name__}. Consider using "
                                "functools.total_ordering")
    if parameters.frozen:
        names = {f.name for f in real}
        for method in _frozen_methods(cls, names):
            if not _put(cls, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in "
                                f"class {cls.__name__}")
    _add_hash(cls, parameters, _values_of(hashed))
    if parameters.match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in listed
                                   if f.init and not f.kw_only
                                   and f._field_type == _FIELD)
    if cls.__doc__ is None:
        cls.__doc__ = _signature_text(cls, listed)
    if parameters.slots:
        return _with_slots(cls, [f.name for f in real])
    return cls


def _annotation_text(annotation):
    if isinstance(annotation, type) and type(annotation) is not type(list[int]):
        if annotation.__module__ == "builtins":
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def _signature_text(cls, listed):
    """As inspect.signature() prints it."""
    parts = []
    for keyword in (False, True):
        chosen = [f for f in listed if f.init and f._field_type != _CLASSVAR
                  and bool(f.kw_only) == keyword]
        if keyword and chosen:
            parts.append("*")
        for each in chosen:
            kind = each.type.type if isinstance(each.type, InitVar) else each.type
            text = f"{each.name}: {_annotation_text(kind)}"
            if each.default_factory is not MISSING:
                text += " = <factory>"
            elif each.default is not MISSING:
                text += f" = {each.default!r}"
            parts.append(text)
    return f"{cls.__name__}({', '.join(parts)})"


def _with_slots(cls, names):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:]
                 for name in base.__dict__.get("__slots__", ())}
    namespace = {name: value for name, value in cls.__dict__.items()
                 if name not in names and name not in ("__dict__", "__weakref__")}
    namespace["__slots__"] = tuple(name for name in names if name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def _replace_method():
    def __replace__(self, /, **changes):
        for each in self.__dataclass_fields__.values():
            if each._field_type == _CLASSVAR:
                continue
            if not each.init:
                if each.name in changes:
                    raise TypeError(f"field {each.name} is declared with init=False, "
                                    "it cannot be specified with replace()")
                continue
            if each.name not in changes:
                if each._field_type == _INITVAR and each.default is MISSING:
                    raise TypeError(f"InitVar {each.name!r} must be specified with "
                                    "replace()")
                changes[each.name] = getattr(self, each.name)
        return self.__class__(**changes)
    return __replace__


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
              slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    parameters = _Parameters(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
        frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
        weakref_slot=weakref_slot)
    if cls is None:
        return lambda cls: _process(cls, parameters)
    return _process(cls, parameters)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type == _FIELD)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def _converted(obj, make, convert):
    if _is_instance(obj):
        return convert([(f.name, _converted(getattr(obj, f.name), make, convert))
                        for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_converted(each, make, convert) for each in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_converted(each, make, convert) for each in obj])
    if isinstance(obj, dict):
        pairs = [(_converted(key, make, convert), _converted(value, make, convert))
                 for key, value in obj.items()]
        if hasattr(type(obj), "default_factory"):
            result = type(obj)(obj.default_factory)
            result.update(pairs)
            return result
        return type(obj)(pairs)
    return _deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, dict_factory, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, tuple_factory,
                      lambda pairs: tuple_factory([value for _, value in pairs]))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True,
                   repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
                   match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None, decorator=dataclass):
    """Return a new dynamically created dataclass."""
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, object
        elif len(item) == 2:
            name, kind = item
        else:
            name, kind, body[item[0]] = item
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    body["__annotations__"] = annotations
    body["__module__"] = module or "__main__"
    metaclass = type(bases[0]) if bases else type
    cls = metaclass(cls_name, tuple(bases), body)
    return decorator(cls, init=init, repr=repr, eq=eq, order=order,
                     unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return obj.__replace__(**changes)
