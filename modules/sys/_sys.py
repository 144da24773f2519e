"""The part of sys that is written in Python."""


class _Version(tuple):
    major = property(lambda self: self[0])
    minor = property(lambda self: self[1])
    micro = property(lambda self: self[2])
    releaselevel = property(lambda self: self[3])
    serial = property(lambda self: self[4])

    def __repr__(self):
        return ("sys.version_info(major=%d, minor=%d, micro=%d, releaselevel=%r, "
                "serial=%d)" % tuple(self))


version_info = _Version((3, 14, 0, "final", 0))
builtin_module_names = ()


class _Stream:
    encoding = "utf-8"
    errors = "strict"

    def __init__(self, number, name):
        self._number = number
        self.name = name

    def write(self, text):
        return _write(self._number, text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        _flush()

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False


stdout = __stdout__ = _Stream(1, "<stdout>")
stderr = __stderr__ = _Stream(2, "<stderr>")


def exit(status=None, /):
    """Exit the interpreter by raising SystemExit(status)."""
    if status is None:
        raise SystemExit
    raise SystemExit(status)


def exc_info():
    """Return current exception information: (type, value, traceback)."""
    current = exception()
    if current is None:
        return None, None, None
    return type(current), current, current.__traceback__


def __getattr__(name):
    if name == "argv":
        return _arguments()
    if name == "modules":
        return _modules()
    raise AttributeError(f"module 'sys' has no attribute {name!r}")
