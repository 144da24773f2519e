"""Signatures: what a callable takes, and which arguments go where."""
import enum as _enum
import functools as _functools
import types as _types
from collections import OrderedDict as _OrderedDict

from annotationlib import get_annotations as _get_annotations, type_repr

__all__ = ["Parameter", "Signature", "BoundArguments"]
__published__ = ["_empty", "_shown_annotation"]


class _empty:
    """There is no default, no annotation."""


class _ParameterKind(_enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return _descriptions[self]


_descriptions = ("positional-only", "positional or keyword", "variadic positional",
                 "keyword-only", "variadic keyword")
_ONLY, _EITHER, _REST, _NAMED, _MORE = _ParameterKind


def _shown_annotation(annotation, quote=True):
    if isinstance(annotation, str):
        return repr(annotation) if quote else annotation
    module = getattr(annotation, "__module__", None)
    if module == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, _types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if module in ("builtins", None):
            return annotation.__qualname__
        return f"{module}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    """A parameter in a function signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _ONLY
    POSITIONAL_OR_KEYWORD = _EITHER
    VAR_POSITIONAL = _REST
    KEYWORD_ONLY = _NAMED
    VAR_KEYWORD = _MORE
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_REST, _MORE):
            raise ValueError(f"{self._kind.description} parameters cannot have "
                             "default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty,
                default=_empty):
        """Create a changed copy of the Parameter."""
        changes = {"name": self._name, "kind": self._kind,
                   "default": self._default, "annotation": self._annotation}
        changes.update({key: value for key, value in
                        (("name", name), ("kind", kind), ("default", default),
                         ("annotation", annotation)) if value is not _empty})
        return type(self)(changes["name"], changes["kind"],
                          default=changes["default"],
                          annotation=changes["annotation"])

    __replace__ = replace

    def _shown(self, quote=True):
        text = self._name
        if self._annotation is not _empty:
            text += f": {_shown_annotation(self._annotation, quote)}"
            if self._default is not _empty:
                text += f" = {self._default!r}"
        elif self._default is not _empty:
            text += f"={self._default!r}"
        return "**" * (self._kind is _MORE) + "*" * (self._kind is _REST) + text

    def __str__(self):
        return self._shown()

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return self is other or self._key() == other._key()


class BoundArguments:
    """Which arguments a call gives to which parameters."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    def _split(self):
        """Arguments by position, until one is left out; the others by name."""
        args, kwargs, named = [], {}, False
        for name, parameter in self._signature.parameters.items():
            kind = parameter.kind
            named = named or kind in (_NAMED, _MORE) or name not in self.arguments
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if kind is _MORE:
                kwargs.update(value)
            elif named:
                if kind is not _REST:
                    kwargs[name] = value
            elif kind is _REST:
                args.extend(value)
            else:
                args.append(value)
        return tuple(args), kwargs

    @property
    def args(self):
        """The positional arguments, as a tuple."""
        return self._split()[0]

    @property
    def kwargs(self):
        """The keyword arguments, as a dict."""
        return self._split()[1]

    def apply_defaults(self):
        """Set default values for missing arguments."""
        complete = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                complete[name] = self.arguments[name]
            elif parameter.default is not _empty:
                complete[name] = parameter.default
            elif parameter.kind is _REST:
                complete[name] = ()
            elif parameter.kind is _MORE:
                complete[name] = {}
        self.arguments = complete

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return (self._signature == other._signature
                and self.arguments == other.arguments)

    __hash__ = None

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}"
                          for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


# -- binding

class _Binding:
    """A call being bound: what is left of its arguments."""

    def __init__(self, signature, args, kwargs, partial):
        self.parameters = list(signature.parameters.values())
        self.args = list(args)
        self.kwargs = dict(kwargs)
        self.partial = partial
        self.arguments = {}

    def bind(self):
        rest = None
        for number, parameter in enumerate(self.parameters):
            kind = parameter.kind
            if kind is _REST:
                if self.args:
                    self.arguments[parameter.name] = tuple(self.args)
                    self.args = []
            elif kind is _MORE:
                rest = parameter
            elif self.args and kind is not _NAMED:
                self._take_positional(parameter)
            else:
                self._take_named(parameter)
        if self.args:
            raise TypeError("too many positional arguments")
        self._finish(rest)
        return self.arguments

    def _take_positional(self, parameter):
        if parameter.name in self.kwargs and parameter.kind is not _ONLY:
            raise TypeError(f"multiple values for argument {parameter.name!r}")
        self.arguments[parameter.name] = self.args.pop(0)

    def _take_named(self, parameter):
        name = parameter.name
        if name in self.kwargs and parameter.kind is not _ONLY:
            if self.args and parameter.kind is _NAMED:
                raise TypeError("too many positional arguments")
            self.arguments[name] = self.kwargs.pop(name)
        elif parameter.default is _empty and not self.partial:
            if self.args:
                raise TypeError("too many positional arguments")
            starred = any(p.kind is _REST for p in self.parameters)
            named = ("keyword-only " if parameter.kind is _NAMED and not starred
                     else "")
            if name in self.kwargs and parameter.kind is _ONLY:
                raise TypeError(f"{name!r} parameter is positional only, but was "
                                "passed as a keyword")
            raise TypeError(f"missing a required {named}argument: {name!r}")

    def _finish(self, rest):
        if not self.kwargs:
            return
        if rest is not None:
            self.arguments[rest.name] = self.kwargs
            return
        only = [p.name for p in self.parameters
                if p.kind is _ONLY and p.name in self.kwargs]
        if only:
            raise TypeError("got some positional-only arguments passed as keyword "
                            f"arguments: {', '.join(map(repr, only))}")
        raise TypeError("got an unexpected keyword argument "
                        f"{next(iter(self.kwargs))!r}")


class Signature:
    """What a callable takes and what it returns."""

    __slots__ = ("_parameters", "_return_annotation")

    empty = _empty
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments

    def __init__(self, parameters=None, *, return_annotation=_empty,
                 __validate_parameters__=True):
        made = _OrderedDict()
        last, optional = _ONLY, False
        for parameter in parameters or ():
            kind = parameter.kind
            if kind < last:
                raise ValueError(f"wrong parameter order: {last.description} "
                                 f"parameter before {kind.description} parameter")
            if kind in (_ONLY, _EITHER):
                if optional and parameter.default is _empty:
                    raise ValueError("non-default argument follows default "
                                     "argument")
                optional = parameter.default is not _empty
            if parameter.name in made:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            made[parameter.name] = parameter
            last = kind
        self._parameters = _types.MappingProxyType(made)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False, annotation_format=None):
        """Construct the Signature of a callable object."""
        return cls._of(obj, follow_wrapped=follow_wrapped, eval_str=eval_str)

    @classmethod
    def _of(cls, obj, *, follow_wrapped=True, bound=True, eval_str=False):
        if not callable(obj):
            raise TypeError(f"{obj!r} is not a callable object")
        parameters, returns = _describe(obj, follow_wrapped, bound, eval_str)
        return cls(parameters, return_annotation=returns)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        """Create a changed copy of the Signature."""
        if parameters is _empty:
            parameters = self._parameters.values()
        if return_annotation is _empty:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    __replace__ = replace

    def bind(self, /, *args, **kwargs):
        """Get a BoundArguments of a call; TypeError if it is not possible."""
        return BoundArguments(self, _Binding(self, args, kwargs, False).bind())

    def bind_partial(self, /, *args, **kwargs):
        """The same where arguments may be missing."""
        return BoundArguments(self, _Binding(self, args, kwargs, True).bind())

    def _key(self):
        positional = tuple(p for p in self._parameters.values()
                           if p.kind is not _NAMED)
        named = {p.name: p for p in self._parameters.values() if p.kind is _NAMED}
        return positional, named, self._return_annotation

    def __hash__(self):
        positional, named, returns = self._key()
        return hash((positional, frozenset(named.values()), returns))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self is other or self._key() == other._key()

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The signature as it would be written."""
        parts = []
        only = starred = False
        for parameter in self._parameters.values():
            kind = parameter.kind
            if only and kind is not _ONLY:
                parts.append("/")
            only = kind is _ONLY
            if kind is _NAMED and not starred:
                parts.append("*")
            starred = starred or kind in (_REST, _NAMED)
            parts.append(parameter._shown(quote_annotation_strings))
        if only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self._return_annotation is not _empty:
            shown = _shown_annotation(self._return_annotation,
                                      quote_annotation_strings)
            text += f" -> {shown}"
        return text


# -- finding out

def _from_facts(function, facts, eval_str):
    names, only, positional, named, rest, more = facts[:6]
    annotations = _get_annotations(function, eval_str=eval_str)
    defaults = function.__defaults__ or ()
    named_defaults = function.__kwdefaults__ or {}
    kinds = ([_ONLY] * only + [_EITHER] * (positional - only) + [_NAMED] * named
             + [_REST] * rest + [_MORE] * more)
    given = dict(zip(names[positional - len(defaults):positional], defaults))
    given.update(named_defaults)
    made = [Parameter(name if name.isidentifier() else "implicit0", kind,
                      default=given.get(name, _empty)
                      if kind not in (_REST, _MORE) else _empty,
                      annotation=annotations.get(name, _empty))
            for name, kind in zip(names, kinds)]
    made.sort(key=lambda parameter: parameter.kind)
    return made, annotations.get("return", _empty)


class _Text:
    """A default value that is known by its text only."""

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


_constants = {"None": None, "True": True, "False": False, "()": (), "''": "",
              '""': ""}


def _literal(text):
    if text in _constants:
        return _constants[text]
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].encode().decode("unicode_escape")
    return _Text(text)


def _split(text):
    """Parts between the commas that are in no brackets or quotes."""
    parts, depth, quote, start = [], 0, None, 0
    for index, char in enumerate(text):
        if quote:
            quote = None if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _from_text(text):
    """The parameters of a built-in function, from its __text_signature__."""
    made, kind = [], _EITHER
    for part in _split(text.strip()[1:].rpartition(")")[0]):
        name, equals, default = part.partition("=")
        name = name.partition(":")[0].strip().removeprefix("$")
        if part == "/":
            made = [parameter.replace(kind=_ONLY) for parameter in made]
        elif part == "*":
            kind = _NAMED
        elif part.startswith("**"):
            made.append(Parameter(name[2:], _MORE))
        elif part.startswith("*"):
            made.append(Parameter(name[1:], _REST))
            kind = _NAMED
        else:
            made.append(Parameter(name, kind, default=_literal(default.strip())
                                  if equals else _empty))
    return made


def _without_first(parameters):
    if not parameters:
        raise ValueError("invalid method signature")
    if parameters[0].kind in (_REST, _MORE):
        if parameters[0].kind is _MORE:
            raise ValueError("invalid method signature")
        return parameters
    return parameters[1:]


def _of_partial(partial, follow, eval_str):
    parameters, returns = _describe(partial.func, follow, True, eval_str)
    whole = Signature(parameters)
    try:
        given = whole.bind_partial(*partial.args, **partial.keywords).arguments
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect "
                         "arguments") from error
    result, named = [], False
    taken = len(partial.args)
    for parameter in parameters:
        name, kind = parameter.name, parameter.kind
        if kind in (_ONLY, _EITHER) and taken > 0:
            taken -= 1
            continue
        if name in partial.keywords and kind in (_EITHER, _NAMED):
            parameter = parameter.replace(kind=_NAMED, default=given[name])
            named = True
        elif named and kind is _EITHER:
            parameter = parameter.replace(kind=_NAMED)
        elif named and kind is _REST:
            continue
        result.append(parameter)
    return result, returns


def _of_class(cls, follow, eval_str):
    """What calling a class takes: as its metaclass, __new__ or __init__ say."""
    call = type(cls).__call__
    if isinstance(call, _types.FunctionType):
        parameters, returns = _describe(call, follow, True, eval_str)
        return _without_first(parameters), returns
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            method = base.__dict__.get(name)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isinstance(method, _types.FunctionType):
                parameters, _ = _describe(method, follow, True, eval_str)
                return _without_first(parameters), _empty
    text = getattr(cls, "__text_signature__", None)
    if text:
        return _from_text(text), _empty
    if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
        return [], _empty
    raise ValueError(f"no signature found for builtin type {cls!r}")


def _describe(obj, follow, bound, eval_str):
    """The parameters of a callable and its return annotation."""
    if isinstance(obj, _types.MethodType):
        parameters, returns = _describe(obj.__func__, follow, bound, eval_str)
        return (_without_first(parameters) if bound else parameters), returns
    if follow and not isinstance(obj, type) and hasattr(obj, "__wrapped__"):
        return _describe(obj.__wrapped__, follow, bound, eval_str)
    own = getattr(obj, "__signature__", None)
    if isinstance(own, Signature):
        return list(own.parameters.values()), own.return_annotation
    if isinstance(obj, (staticmethod, classmethod)):
        return _describe(obj.__func__, follow, bound, eval_str)
    facts = _facts(obj)
    if facts is not None:
        return _from_facts(obj, facts, eval_str)
    if isinstance(obj, _functools.partial):
        return _of_partial(obj, follow, eval_str)
    if isinstance(obj, type):
        return _of_class(obj, follow, eval_str)
    text = getattr(obj, "__text_signature__", None)
    if isinstance(text, str):
        return _from_text(text), _empty
    call = type(obj).__call__
    if isinstance(call, _types.FunctionType):
        parameters, returns = _describe(call, follow, bound, eval_str)
        return _without_first(parameters), returns
    raise ValueError(f"no signature found for builtin {obj!r}")
