"""Names of types that the language uses but has no built-in names for."""

import sys as _sys
from collections.abc import Coroutine as _Coroutine, Generator as _Generator
from functools import wraps as _wraps

__all__ = ["FunctionType", "LambdaType", "MappingProxyType", "SimpleNamespace",
           "GeneratorType", "CoroutineType", "AsyncGeneratorType",
           "MethodType", "BuiltinFunctionType", "BuiltinMethodType",
           "WrapperDescriptorType", "MethodWrapperType", "MethodDescriptorType",
           "ClassMethodDescriptorType", "ModuleType", "GetSetDescriptorType",
           "MemberDescriptorType", "new_class", "resolve_bases", "prepare_class",
           "get_original_bases", "DynamicClassAttribute", "coroutine",
           "GenericAlias", "UnionType", "EllipsisType", "NoneType",
           "NotImplementedType", "CodeType", "CellType", "FrameType",
           "TracebackType"]


def _function():
    pass


FunctionType = LambdaType = type(_function)
MappingProxyType = type(type.__dict__)
GeneratorType = type((lambda: (yield))())
MethodType = type(BaseException().with_traceback.__self__.__class__
                  and type("_", (), {"f": _function})().f)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
GetSetDescriptorType = type(FunctionType.__dict__.get("__dict__"))
GenericAlias = type(list[int])
UnionType = type(int | str)
CodeType = _type_named("code")
CellType = _type_named("cell")
FrameType = _type_named("frame")
TracebackType = _type_named("traceback")
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)


class _Slotted:
    __slots__ = ("a",)


MemberDescriptorType = type(_Slotted.a)


async def _coroutine():
    pass


async def _async_generator():
    yield


_rested = _coroutine()
CoroutineType = type(_rested)
_rested.close()
AsyncGeneratorType = type(_async_generator())
ModuleType = type(_sys)


class SimpleNamespace:
    """A simple attribute-based namespace."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = type(self).__name__
        if type(self) is SimpleNamespace:
            name = "namespace"
        parts = [f"{key}={value!r}" for key, value in self.__dict__.items()]
        return f"{name}({', '.join(parts)})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other,
                                                            SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __replace__(self, /, **changes):
        new = type(self)(self.__dict__)
        new.__dict__.update(changes)
        return new


def resolve_bases(bases):
    """Resolve MRO entries dynamically as specified by PEP 560."""
    resolved = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
            continue
        added = base.__mro_entries__(bases)
        changed = True
        if not isinstance(added, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(added)
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Call the __prepare__ method of the appropriate metaclass."""
    kwds = {} if kwds is None else dict(kwds)
    meta = kwds.pop("metaclass", type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            base_meta = type(base)
            if issubclass(meta, base_meta):
                continue
            if issubclass(base_meta, meta):
                meta = base_meta
                continue
            raise TypeError("metaclass conflict: the metaclass of a derived class "
                            "must be a (non-strict) subclass of the metaclasses of "
                            "all its bases")
    namespace = {}
    if hasattr(meta, "__prepare__"):
        namespace = meta.__prepare__(name, bases, **kwds)
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Create a class object dynamically using the appropriate metaclass."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls, /):
    """Return the class's "original" bases prior to modification."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError("Expected an instance of type, not "
                        f"{type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """Route attribute access on a class to __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or fget.__doc__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)


class _GeneratorWrapper:
    """An object like a generator, as one that can be awaited."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__isgen = type(gen) is GeneratorType
        self.__name__ = getattr(gen, "__name__", None)
        self.__qualname__ = getattr(gen, "__qualname__", None)

    def send(self, value):
        return self.__wrapped.send(value)

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def close(self):
        return self.__wrapped.close()

    def __next__(self):
        return next(self.__wrapped)

    def __iter__(self):
        return self.__wrapped if self.__isgen else self

    __await__ = __iter__
    gi_code = property(lambda self: self.__wrapped.gi_code)
    gi_frame = property(lambda self: self.__wrapped.gi_frame)
    gi_running = property(lambda self: self.__wrapped.gi_running)
    gi_yieldfrom = property(lambda self: self.__wrapped.gi_yieldfrom)
    cr_code, cr_frame, cr_running = gi_code, gi_frame, gi_running
    cr_await = gi_yieldfrom


def coroutine(func):
    """Convert regular generator function to a coroutine."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    if _make_awaitable(func):
        return func

    @_wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if (type(made) in (CoroutineType, GeneratorType)
                or isinstance(made, _Coroutine)
                or not isinstance(made, _Generator)):
            return made
        return _GeneratorWrapper(made)
    return wrapped
