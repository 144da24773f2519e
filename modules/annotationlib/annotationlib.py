"""Helpers for introspecting and wrapping annotations."""
import enum as _enum
import types as _types

from typing import ForwardRef

__all__ = ["Format", "ForwardRef", "call_annotate_function",
           "call_evaluate_function", "get_annotate_from_class_namespace",
           "get_annotations", "annotations_to_string", "type_repr"]


class Format(_enum.IntEnum):
    """In which form annotations are wanted."""

    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


def type_repr(value):
    """The text of a type as it stands in an annotation."""
    if isinstance(value, (type, _types.FunctionType, _types.BuiltinFunctionType)):
        if isinstance(value, _types.GenericAlias):
            return repr(value)
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    return "..." if value is ... else repr(value)


def annotations_to_string(annotations):
    """Convert an annotation dict containing values to one of texts."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}


def get_annotate_from_class_namespace(obj):
    """The annotate function in the namespace of a class being made, or None."""
    if "__annotate__" in obj:
        return obj["__annotate__"]
    return obj.get("__annotate_func__", None)


def call_annotate_function(annotate, format, *, owner=None):
    """Call an __annotate__ function with a format."""
    format = Format(format)
    if format is Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use "
                         "only")
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    values = annotate(Format.VALUE)
    return annotations_to_string(values) if format is Format.STRING else values


def call_evaluate_function(evaluate, format, *, owner=None):
    """Call an evaluate function of a type alias or a type parameter."""
    try:
        return evaluate(format)
    except NotImplementedError:
        value = evaluate(Format.VALUE)
        return type_repr(value) if format == Format.STRING else value


def _values(obj):
    if isinstance(obj, type):
        annotations = type.__dict__["__annotations__"].__get__(obj)
    else:
        annotations = getattr(obj, "__annotations__", None)
    if annotations is not None and not isinstance(annotations, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return annotations


def _of(obj, format):
    if format is Format.VALUE:
        return _values(obj)
    annotate = getattr(obj, "__annotate__", None)
    if annotate is not None:
        return call_annotate_function(annotate, format, owner=obj)
    found = _values(obj)
    if found is not None and format is Format.STRING:
        return annotations_to_string(found)
    return found


def get_annotations(obj, *, globals=None, locals=None, eval_str=False,
                    format=Format.VALUE):
    """Compute the annotations dict for an object."""
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    format = Format(format)
    if format is Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use "
                         "only")
    found = _of(obj, format)
    if found is None:
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not eval_str:
        return dict(found)
    if globals is None:
        globals = getattr(obj, "__globals__", {})
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in found.items()}
