"""Issuing warnings, and deciding which of them are shown."""
import sys as _sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning",
           "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings",
           "deprecated"]
__published__ = ["WarningMessage", "filters", "defaultaction", "onceregistry"]

_actions = ("error", "ignore", "always", "all", "default", "module", "once")
defaultaction = "default"
onceregistry = {}
_shown = {}     # by file: what was shown of it already
_recording = []  # lists that take warnings instead of the screen


class WarningMessage:
    """A warning with the place it is about."""

    def __init__(self, message, category, filename, lineno, file=None, line=None,
                 source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, "
                f"line : {self.line!r}}}")

    def __repr__(self):
        return f"<WarningMessage {self}>"


# -- filters

filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]


def _check_action(action):
    if action not in _actions:
        raise ValueError(f"invalid action: {action!r}")


def _check_category(category):
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass, not "
                        f"'{type(category).__name__}'")


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
        return
    if item in filters:
        filters.remove(item)
    filters.insert(0, item)
    _shown.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    """Insert an entry into the list of warnings filters (at the front)."""
    import re
    _check_action(action)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add((action, re.compile(message, re.I) if message else None, category,
          re.compile(module) if module else None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert an entry that matches every message of a category."""
    _check_action(action)
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    """Clear the list of warnings filters, so that no filters are active."""
    filters.clear()
    _shown.clear()


def _fits(pattern, text):
    if pattern is None or isinstance(pattern, str):
        return pattern is None or pattern == text
    return pattern.match(text) is not None


def _decide(text, category, module, lineno):
    for action, message, kind, where, line in filters:
        if (_fits(message, text) and issubclass(category, kind)
                and _fits(where, module) and line in (0, lineno)):
            return action
    return defaultaction


def _is_new(action, text, category, lineno, registry):
    """Whether this warning is to be shown; it is noted that it was."""
    if action in ("always", "all"):
        return True
    if action == "once":
        registry, key = onceregistry, (text, category)
    elif action == "module":
        key = text, category, 0
    elif action == "default":
        key = text, category, lineno
    else:
        raise RuntimeError(f"Unrecognized action ({action!r}) in "
                           "warnings.filters")
    seen = registry.get(key, False)
    registry[key] = True
    return not seen


# -- showing

def formatwarning(message, category, filename, lineno, line=None):
    """Format a warning in the standard way."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line:
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file: sys.stderr."""
    if file is None:
        file = _sys.stderr
    file.write(formatwarning(message, category, filename, lineno, line))


def _show(shown, line):
    import warnings as module
    if _recording and module.showwarning is showwarning:
        _recording[-1].append(shown)
        return
    place = shown.category, shown.filename, shown.lineno
    if module.showwarning is not showwarning:
        module.showwarning(shown.message, *place, shown.file, shown.line)
    else:
        _sys.stderr.write(module.formatwarning(shown.message, *place, line))


# -- issuing

def _issue(message, category, filename, lineno, module, registry, source, line):
    if isinstance(message, Warning):
        text = str(message)
        category = type(message)
    else:
        text = message
        message = category(message)
    if registry.get((text, category, lineno)):
        return
    action = _decide(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if _is_new(action, text, category, lineno, registry):
        _show(WarningMessage(message, category, filename, lineno, source=source),
              line)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning about a place that is stated."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module.lower().endswith(".py"):
            module = module[:-3]
    _issue(message, category, filename, lineno, module,
           {} if registry is None else registry, source, None)


def warn(message, category=None, stacklevel=1, source=None, *,
         skip_file_prefixes=()):
    """Issue a warning about the line that calls, or a caller of it."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    _check_category(category)
    stack = _stack()
    frames = stack
    if skip_file_prefixes:
        prefixes = tuple(skip_file_prefixes)
        frames = [frame for frame in stack if not frame[0].startswith(prefixes)]
    frames = frames[max(stacklevel, 1) - 1:]
    if not frames:
        filename, lineno, line, module = "sys", 0, None, "sys"
    else:
        filename, lineno, line = frames[0][0], frames[0][1], frames[0][6]
        main = filename == stack[-1][0]
        module = "__main__" if main else filename.rpartition("/")[2][:-3]
    _issue(message, category, filename, lineno, module,
           _shown.setdefault(filename, {}), source, line)


# -- for a while

class catch_warnings:
    """Restore the filters when a block ends; record=True: the block gets a list
    that warnings are put into instead of being shown."""

    def __init__(self, *, record=False, module=None, action=None,
                 category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno,
                                                    append)
        self._entered = False

    def __repr__(self):
        return f"{type(self).__name__}({'record=True' if self._record else ''})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        import warnings as module
        self._entered = True
        self._filters = filters[:]
        self._hook = module.showwarning
        self._depth = len(_recording)
        _shown.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        module.showwarning = showwarning
        _recording.append([])
        return _recording[-1]

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        import warnings as module
        filters[:] = self._filters
        del _recording[self._depth:]
        module.showwarning = self._hook
        _shown.clear()


class deprecated:
    """Indicate that a class, function or overload is deprecated."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            return self._of_class(arg)
        if callable(arg):
            return self._of_function(arg)
        raise TypeError("@deprecated decorator with non-None category must be "
                        "applied to a class or callable, not "
                        f"{arg!r}")

    def _warn(self):
        warn(self.message, category=self.category, stacklevel=self.stacklevel)

    def _of_function(self, function):
        import functools
        issue = self._warn

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            issue()
            return function(*args, **kwargs)

        function.__deprecated__ = wrapper.__deprecated__ = self.message
        return wrapper

    def _of_class(self, cls):
        issue = self._warn
        original = cls.__new__

        def __new__(kind, /, *args, **kwargs):
            if kind is cls:
                issue()
            if original is not object.__new__:
                return original(kind, *args, **kwargs)
            if kind.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{kind.__name__}() takes no arguments")
            return original(kind)

        cls.__new__ = staticmethod(__new__)
        if "__init_subclass__" in cls.__dict__:
            inherited = cls.__dict__["__init_subclass__"].__func__

            def __init_subclass__(kind, *args, **kwargs):
                issue()
                return inherited(kind, *args, **kwargs)
        else:
            def __init_subclass__(kind, *args, **kwargs):
                issue()
                return super(cls, kind).__init_subclass__(*args, **kwargs)
        cls.__init_subclass__ = classmethod(__init_subclass__)
        cls.__deprecated__ = self.message
        return cls
