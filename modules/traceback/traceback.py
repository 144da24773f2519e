"""Extracting, formatting and printing tracebacks of Python programs.

There are no frame objects here: what takes or gives one in CPython is missing.
"""
import sys as _sys

__all__ = ["extract_stack", "extract_tb", "format_exception",
           "format_exception_only", "format_list", "format_stack", "format_tb",
           "print_exc", "format_exc", "print_exception", "print_stack",
           "print_tb", "FrameSummary", "StackSummary", "TracebackException",
           "print_list"]

_CAUSE = ("\nThe above exception was the direct cause of the following "
          "exception:\n\n")
_CONTEXT = ("\nDuring handling of the above exception, another exception "
            "occurred:\n\n")
_HEADER = "Traceback (most recent call last):\n"
_FOLD_AFTER = 3
_missing = object()


def _width(text):
    return sum(2 if ord(c) >= 0x1100 and not c.isascii() else 1 for c in text)


# -- frames

class FrameSummary:
    """One frame of a traceback: where it is."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name",
                 "_text", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None,
                 line=None, end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._text = line
        self.locals = ({key: repr(value) for key, value in locals.items()}
                       if locals else None)

    @property
    def line(self):
        """The text of the line, without blanks around it."""
        return None if self._text is None else self._text.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    __hash__ = None

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return (f"<FrameSummary file {self.filename}, line {self.lineno} in "
                f"{self.name}>")


def _summary(entry):
    file, line, end_line, column, end_column, name, text = entry
    return FrameSummary(file, line, name, line=text, end_lineno=end_line,
                        colno=column, end_colno=end_column)


def _marks(frame):
    """The line of carets under a part of the line that is shown, or nothing."""
    text = frame._text
    if frame.colno is None or frame.end_colno is None or not text:
        return ""
    indent = len(text) - len(text.lstrip())
    stripped = text.strip()
    start = frame.colno - indent
    end = (len(stripped) if frame.end_lineno != frame.lineno
           else min(frame.end_colno - indent, len(stripped)))
    if start < 0 or end <= start or end - start >= len(stripped):
        return ""
    return (f"    {' ' * _width(stripped[:start])}"
            f"{'^' * _width(stripped[start:end])}\n")


def _limited(items, limit):
    if limit is None:
        limit = getattr(_sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


class StackSummary(list):
    """A list of FrameSummary objects, the newest last."""

    @classmethod
    def from_list(cls, a_list):
        """Construct one from FrameSummary objects or old-style tuples."""
        result = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """Format the lines for a single FrameSummary."""
        text = (f'  File "{frame_summary.filename}", line {frame_summary.lineno}, '
                f"in {frame_summary.name}\n")
        if frame_summary.line:
            text += f"    {frame_summary.line}\n{_marks(frame_summary)}"
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs):
        """Format the stack ready for printing: a text for each frame."""
        result = []
        last, count = None, 0
        for frame in self:
            place = frame.filename, frame.lineno, frame.name
            if place != last:
                self._fold(result, count)
                last, count = place, 0
            count += 1
            if count <= _FOLD_AFTER:
                result.append(self.format_frame_summary(frame))
        self._fold(result, count)
        return result

    @staticmethod
    def _fold(result, count):
        if count > _FOLD_AFTER:
            more = count - _FOLD_AFTER
            result.append(f"  [Previous line repeated {more} more "
                          f"time{'s' if more > 1 else ''}]\n")


# -- what the kernel writes, in pieces

def _pieces(text):
    """A report as the list of texts that format_exception() gives: the lines of a
    frame are one."""
    result = []
    for line in text.splitlines(keepends=True):
        inner = line.lstrip(" |+")
        framed = result and result[-1].lstrip(" |").startswith("File ")
        if framed and not inner.startswith("File ") and line.startswith("    "):
            result[-1] += line
        else:
            result.append(line)
    return result


def _frames(tb, limit):
    carrier = Exception("_").with_traceback(tb)
    return _limited(_pieces(_report(carrier))[1:-1], limit) if tb else []


def _alone(exc):
    """The report of an exception without where it came through and from."""
    kept = (exc.__traceback__, exc.__cause__, exc.__context__,
            exc.__suppress_context__)
    try:
        exc.__traceback__ = exc.__cause__ = exc.__context__ = None
        return _report(exc)
    finally:
        (exc.__traceback__, exc.__cause__, exc.__context__,
         exc.__suppress_context__) = kept


def _last_lines(exc):
    if not isinstance(exc, BaseExceptionGroup):
        return _alone(exc).splitlines(keepends=True)
    kind = type(exc)
    module = kind.__module__
    name = kind.__qualname__
    if module not in ("builtins", "__main__"):
        name = f"{module}.{name}"
    return ([f"{name}: {exc}\n"]
            + [f"{note}\n" for note in getattr(exc, "__notes__", ())])


def _value_and_traceback(exc, value, tb):
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _missing:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


class TracebackException:
    """An exception ready for rendering: all of it is read when it is made."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, save_exc_type=True,
                 _seen=None):
        seen = {id(exc_value)} if _seen is None else _seen | {id(exc_value)}
        self.exc_type = exc_type if save_exc_type else None
        self._plain = (limit is None and exc_value is not None
                       and exc_traceback is exc_value.__traceback__)
        self._text = _report(exc_value) if self._plain else ""
        self._frames = _frames(exc_traceback, limit)
        self._last = (_last_lines(exc_value) if exc_value is not None
                      else ["NoneType: None\n"])
        self._str = str(exc_value)
        self.stack = extract_tb(exc_traceback, limit)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__",
                                            False)
        self.__cause__ = self._further(exc_value, "__cause__", limit, seen)
        self.__context__ = self._further(exc_value, "__context__", limit, seen)
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [
                TracebackException(type(each), each, each.__traceback__,
                                   limit=limit, _seen=seen)
                for each in exc_value.exceptions]
        if exc_type is not None and issubclass(exc_type, SyntaxError):
            for name in ("filename", "lineno", "end_lineno", "text", "offset",
                         "end_offset", "msg"):
                setattr(self, name, getattr(exc_value, name, None))

    @staticmethod
    def _further(exc, name, limit, seen):
        other = getattr(exc, name, None)
        if other is None or id(other) in seen:
            return None
        return TracebackException(type(other), other, other.__traceback__,
                                  limit=limit, _seen=seen)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        """The name of the exception's type, with its module."""
        if self.exc_type is None:
            return None
        module = self.exc_type.__module__
        if module in ("builtins", "__main__"):
            return self.exc_type.__qualname__
        return f"{module}.{self.exc_type.__qualname__}"

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, **kwargs):
        """Format the exception part of the traceback."""
        yield from self._last

    def format(self, *, chain=True, **kwargs):
        """Format the exception, and what it came from."""
        if chain and self._plain:
            yield from _pieces(self._text)
            return
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format()
                yield _CAUSE
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format()
                yield _CONTEXT
        if self._frames:
            yield _HEADER
            yield from self._frames
        yield from self._last

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the result of self.format(chain=chain) to a file."""
        _print_all(self.format(chain=chain), file)


# -- the functions

def _print_all(texts, file):
    file = _sys.stderr if file is None else file
    for text in texts:
        print(text, file=file, end="")


def extract_tb(tb, limit=None):
    """The frames of a traceback, as a StackSummary."""
    return StackSummary(_limited([_summary(entry) for entry in _entries(tb)],
                                 limit))


def extract_stack(f=None, limit=None):
    """The frames that are running, as a StackSummary."""
    frames = [FrameSummary(file, line, name, line=text)
              for file, line, _, _, _, name, text in reversed(_stack())]
    if limit is not None:
        frames = frames[-limit:] if limit >= 0 else frames[:-limit]
    return StackSummary(frames)


def format_list(extracted_list):
    """Format a list of tuples or FrameSummary objects for printing."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print such a list to a file."""
    _print_all(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    """The frames of a traceback as texts."""
    return _frames(tb, limit)


def print_tb(tb, limit=None, file=None):
    """Print the frames of a traceback to a file."""
    _print_all(format_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    """The frames that are running as texts."""
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print the frames that are running to a file."""
    _print_all(format_stack(f, limit), file)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True,
                     **kwargs):
    """Format a traceback and the exception: a list of texts."""
    value, tb = _value_and_traceback(exc, value, tb)
    return list(TracebackException(type(value), value, tb,
                                   limit=limit).format(chain=chain))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None,
                    chain=True, **kwargs):
    """Print a traceback and the exception to a file."""
    _print_all(format_exception(exc, value, tb, limit, chain), file)


def format_exception_only(exc, /, value=_missing, *, show_group=False, **kwargs):
    """Format the exception part of a traceback: a list of texts."""
    if value is _missing:
        value = exc
    if value is None:
        return ["NoneType: None\n"]
    return _last_lines(value)


def format_exc(limit=None, chain=True):
    """Like print_exc(), but returns a str."""
    return "".join(format_exception(_sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(_sys.exception(), limit=limit, file=file, chain=chain)
