"""Getting information from live Python objects.

There are no frame objects here and no files with sources: what needs them in
CPython is missing.
"""
import functools as _functools
import sys as _sys
import types as _types
from abc import ABCMeta as _ABCMeta
from collections import namedtuple as _namedtuple

from annotationlib import get_annotations
from inspect._signature import BoundArguments, Parameter, Signature, _empty

__all__ = ["AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED",
           "Attribute", "BoundArguments", "CORO_CLOSED", "CORO_CREATED",
           "CORO_RUNNING", "CORO_SUSPENDED", "FullArgSpec", "GEN_CLOSED",
           "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "Parameter", "Signature",
           "classify_class_attrs", "cleandoc", "formatannotation",
           "get_annotations", "getasyncgenstate", "getattr_static", "getcallargs",
           "getcoroutinestate", "getdoc", "getfullargspec", "getgeneratorstate",
           "getmembers", "getmembers_static", "getmodule", "getmro", "indentsize",
           "isabstract", "isasyncgen", "isasyncgenfunction", "isawaitable",
           "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
           "isdatadescriptor", "isframe", "isfunction", "isgenerator",
           "isgeneratorfunction", "isgetsetdescriptor", "ismemberdescriptor",
           "ismethod", "ismethoddescriptor", "ismethodwrapper", "ismodule",
           "ispackage", "isroutine", "istraceback", "markcoroutinefunction",
           "signature", "unwrap"]
__published__ = ["_empty"]


# -- kinds of objects

def ismodule(object):
    """Return true if the object is a module."""
    return isinstance(object, _types.ModuleType)


def isclass(object):
    """Return true if the object is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Return true if the object is an instance method."""
    return isinstance(object, _types.MethodType)


def ispackage(object):
    """Return true if the object is a package."""
    return ismodule(object) and hasattr(object, "__path__")


def _class_has(object, name):
    return not isclass(object) and hasattr(type(object), name)


def ismethoddescriptor(object):
    """Return true if the object is a method descriptor."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return _class_has(object, "__get__") and not isdatadescriptor(object)


def isdatadescriptor(object):
    """Return true if the object is a data descriptor."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return _class_has(object, "__set__") or _class_has(object, "__delete__")


def ismemberdescriptor(object):
    """Return true if the object is a member descriptor."""
    return isinstance(object, _types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Return true if the object is a getset descriptor."""
    return isinstance(object, _types.GetSetDescriptorType)


def isfunction(object):
    """Return true if the object is a user-defined function."""
    return isinstance(object, _types.FunctionType)


def _unwrapped(function):
    """The function in a method or in partial objects."""
    while True:
        if ismethod(function):
            function = function.__func__
        elif isinstance(function, _functools.partial):
            function = function.func
        else:
            return function


def _kind(function):
    """Whether it is a generator function, and whether it is asynchronous."""
    facts = _facts(_unwrapped(function))
    return (False, False) if facts is None else facts[6:8]


def isgeneratorfunction(obj):
    """Return true if the object is a user-defined generator function."""
    return _kind(obj) == (True, False)


def isasyncgenfunction(obj):
    """Return true if the object is an asynchronous generator function."""
    return _kind(obj) == (True, True)


_is_marked = object()


def markcoroutinefunction(func):
    """Mark a function so that iscoroutinefunction() takes it for one."""
    if ismethod(func):
        func = func.__func__
    func._is_coroutine_mark = _is_marked
    return func


def iscoroutinefunction(obj):
    """Return true if the object is a coroutine function."""
    if _kind(obj) == (False, True):
        return True
    return getattr(_unwrapped(obj), "_is_coroutine_mark", None) is _is_marked


def isgenerator(object):
    """Return true if the object is a generator."""
    return isinstance(object, _types.GeneratorType)


def isasyncgen(object):
    """Return true if the object is an asynchronous generator."""
    return isinstance(object, _types.AsyncGeneratorType)


def iscoroutine(object):
    """Return true if the object is a coroutine."""
    return isinstance(object, _types.CoroutineType)


def isawaitable(object):
    """Return true if the object can be passed to an await expression."""
    return iscoroutine(object) or hasattr(type(object), "__await__")


_code = type(compile("0", "<inspect>", "eval"))


def iscode(object):
    """Return true if the object is a code object."""
    return isinstance(object, _code)


def istraceback(object):
    """Return true if the object is a traceback."""
    return type(object).__name__ == "traceback" and hasattr(object, "tb_lineno")


def isframe(object):
    """Return true if the object is a frame: there are none."""
    return False


def isbuiltin(object):
    """Return true if the object is a built-in function or method."""
    return isinstance(object, _types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Return true if the object is a method wrapper."""
    return isinstance(object, _types.MethodWrapperType)


def isroutine(object):
    """Return true if the object is any kind of function or method."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object) or ismethodwrapper(object))


def isabstract(object):
    """Return true if the object is an abstract base class."""
    return (isinstance(object, _ABCMeta)
            and bool(getattr(object, "__abstractmethods__", None)))


# -- members

def _names(object):
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            names += [name for name, value in base.__dict__.items()
                      if isinstance(value, _types.DynamicClassAttribute)]
    return sorted(set(names))


def _members(object, predicate, get):
    found = []
    for name in _names(object):
        try:
            value = get(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmembers(object, predicate=None):
    """Return all members of an object as (name, value) pairs sorted by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """The same without triggering descriptors."""
    return _members(object, predicate, getattr_static)


def getmro(cls):
    """Return the tuple of base classes in method resolution order."""
    return cls.__mro__


_missing = object()


def _in_classes(classes, name):
    for cls in classes:
        if name in cls.__dict__:
            return cls.__dict__[name]
    return _missing


def getattr_static(obj, attr, default=_missing):
    """Retrieve an attribute without descriptors, __getattr__ and the like."""
    own = _missing
    if isclass(obj):
        found = _in_classes(obj.__mro__, attr)
        if found is _missing:
            found = _in_classes(type(obj).__mro__, attr)
    else:
        found = _in_classes(type(obj).__mro__, attr)
        if hasattr(obj, "__dict__") and isinstance(obj.__dict__, dict):
            own = obj.__dict__.get(attr, _missing)
    if own is not _missing and not (found is not _missing
                                    and isdatadescriptor(found)):
        return own
    if found is not _missing:
        return found
    if default is not _missing:
        return default
    raise AttributeError(attr)


Attribute = _namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    """Return an Attribute for each name of a class, sorted by name."""
    result = []
    for name in sorted(dir(cls)):
        home = next((c for c in cls.__mro__ if name in c.__dict__), None)
        if home is None:
            continue
        value = home.__dict__[name]
        if isinstance(value, staticmethod):
            kind = "static method"
        elif isinstance(value, classmethod):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        else:
            kind = "method" if isroutine(value) else "data"
        result.append(Attribute(name, kind, home, value))
    return result


def unwrap(func, *, stop=None):
    """Get the object wrapped by *func*, as __wrapped__ says."""
    seen = {id(func): func}
    limit = _sys.getrecursionlimit()
    start = func
    while not isclass(func) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError(f"wrapper loop when unwrapping {start!r}")
        seen[id(func)] = func
    return func


def getmodule(object, _filename=None):
    """Return the module an object was defined in, or None if not found."""
    if ismodule(object):
        return object
    name = getattr(object, "__module__", None)
    return __import__(name) if name == "__main__" else _sys.modules.get(name)


# -- documentation

def indentsize(line):
    """Return the indent size, in spaces, at the start of a line of text."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def cleandoc(doc):
    """Clean up indentation from docstrings."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:]
                  if line.strip(" ")), default=0)
    lines[0] = lines[0].lstrip(" ")
    lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _inherited_doc(object):
    if isclass(object):
        classes, name = object.__mro__[1:], None
        for base in classes:
            if base is not _builtin_object and base.__doc__ is not None:
                return base.__doc__
        return None
    name = getattr(object, "__name__", None)
    owner = type(object.__self__) if ismethod(object) else None
    for base in owner.__mro__ if owner else ():
        doc = getattr(base.__dict__.get(name), "__doc__", None)
        if doc is not None:
            return doc
    return None


_builtin_object = object


def getdoc(object):
    """Get the documentation string for an object."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


# -- generators

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"
CORO_CREATED = "CORO_CREATED"
CORO_RUNNING = "CORO_RUNNING"
CORO_SUSPENDED = "CORO_SUSPENDED"
CORO_CLOSED = "CORO_CLOSED"
AGEN_CREATED = "AGEN_CREATED"
AGEN_RUNNING = "AGEN_RUNNING"
AGEN_SUSPENDED = "AGEN_SUSPENDED"
AGEN_CLOSED = "AGEN_CLOSED"


_states = "CREATED", "SUSPENDED", "RUNNING", "CLOSED"


def getgeneratorstate(generator):
    """Get the current state of a generator."""
    return "GEN_" + _states[_state(generator)]


def getcoroutinestate(coroutine):
    """Get the current state of a coroutine."""
    return "CORO_" + _states[_state(coroutine)]


def getasyncgenstate(agen):
    """Get the current state of an asynchronous generator."""
    return "AGEN_" + _states[_state(agen)]


# -- signatures

def signature(obj, *, follow_wrapped=True, globals=None, locals=None,
              eval_str=False, annotation_format=None):
    """Get a Signature object for the callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped,
                                   eval_str=eval_str)


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """The text of an annotation."""
    from inspect._signature import _shown_annotation
    return _shown_annotation(annotation, quote_annotation_strings)


FullArgSpec = _namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs "
                                         "kwonlydefaults annotations")


def getfullargspec(func):
    """Get the names and default values of a callable's parameters."""
    try:
        found = Signature._of(func, follow_wrapped=False, bound=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, named, defaults = [], [], ()
    varargs = varkw = None
    named_defaults, annotations = {}, {}
    for parameter in found.parameters.values():
        kind = parameter.kind
        if kind is Parameter.VAR_POSITIONAL:
            varargs = parameter.name
        elif kind is Parameter.VAR_KEYWORD:
            varkw = parameter.name
        elif kind is Parameter.KEYWORD_ONLY:
            named.append(parameter.name)
            if parameter.default is not _empty:
                named_defaults[parameter.name] = parameter.default
        else:
            args.append(parameter.name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        if parameter.annotation is not _empty:
            annotations[parameter.name] = parameter.annotation
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, named,
                       named_defaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """Get the mapping of arguments to values that a call would make."""
    found = Signature._of(func, follow_wrapped=False, bound=False)
    if ismethod(func):
        positional = (func.__self__, *positional)
    try:
        given = found.bind(*positional, **named)
    except TypeError as error:
        raise TypeError(f"{getattr(func, '__name__', func)}() {error}") from None
    values = dict(given.arguments)
    for parameter in found.parameters.values():
        if parameter.name not in values:
            values[parameter.name] = (
                () if parameter.kind is Parameter.VAR_POSITIONAL
                else {} if parameter.kind is Parameter.VAR_KEYWORD
                else parameter.default)
    return values
