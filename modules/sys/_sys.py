"""The part of sys that is written in Python."""


def _field(index):
    return property(lambda self: self[index])


def _facts(name, **values):
    """A tuple whose items have names, as sys has them."""
    def text(self):
        inner = ", ".join(f"{key}={value!r}" for key, value in zip(values, self))
        return f"sys.{name}({inner})"

    fields = {key: _field(index) for index, key in enumerate(values)}
    made = type(name, (tuple,), fields | {"__repr__": text, "__module__": "sys"})
    return made(values.values())


version_info = _facts("version_info", major=3, minor=14, micro=0,
                      releaselevel="final", serial=0)
flags = _facts("flags", debug=0, inspect=0, interactive=0, optimize=0,
               dont_write_bytecode=1, no_user_site=1, no_site=1,
               ignore_environment=1, verbose=0, bytes_warning=0, quiet=0,
               hash_randomization=0, isolated=1, dev_mode=False, utf8_mode=1,
               warn_default_encoding=0, safe_path=True,
               int_max_str_digits=4300)
int_info = _facts("int_info", bits_per_digit=30, sizeof_digit=4,
                  default_max_str_digits=4300, str_digits_check_threshold=640)
float_info = _facts("float_info", max=1.7976931348623157e+308, max_exp=1024,
                    max_10_exp=308, min=2.2250738585072014e-308, min_exp=-1021,
                    min_10_exp=-307, dig=15, mant_dig=53,
                    epsilon=2.220446049250313e-16, radix=2, rounds=1)
hash_info = _facts("hash_info", width=64, modulus=(1 << 61) - 1, inf=314159,
                   nan=0, imag=1000003, algorithm="siphash13", hash_bits=64,
                   seed_bits=128, cutoff=0)
builtin_module_names = ()
float_repr_style = "short"
dont_write_bytecode = True
copyright = ""


_marker = object()


class UnraisableHookArgs(tuple):
    """What an unraisable hook is told."""
    exc_type = _field(0)
    exc_value = _field(1)
    exc_traceback = _field(2)
    err_msg = _field(3)
    object = _field(4)


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


def _say(text):
    """Prints on what the program has as sys.stderr, if anything."""
    import sys
    stream = getattr(sys, "stderr", None)
    if stream is not None:
        stream.write(text)


def displayhook(value, /):
    """Print an object to sys.stdout and also save it in builtins._"""
    if value is None:
        return
    import builtins
    builtins._ = None
    print(repr(value))
    builtins._ = value


def excepthook(exctype, value, traceback, /):
    """Handle an exception by displaying it with a traceback on sys.stderr."""
    if not isinstance(value, BaseException):
        raise TypeError("print_exception(): Exception expected for value, "
                        f"{type(value).__name__} found")
    if value.__traceback__ is None and traceback is not None:
        value.__traceback__ = traceback
    _say(_report(value))


def unraisablehook(unraisable, /):
    """Handle an unraisable exception."""
    message = unraisable.err_msg or "Exception ignored in"
    if unraisable.object is not None:
        message += f" {unraisable.object!r}"
    _say(f"{message}:\n{_report(unraisable.exc_value)}")


__displayhook__ = displayhook
__excepthook__ = excepthook
__unraisablehook__ = unraisablehook


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


def getdefaultencoding():
    """Return the current default encoding used by the Unicode implementation."""
    return "utf-8"


def getfilesystemencoding():
    """Return the encoding used to convert Unicode filenames to OS filenames."""
    return "utf-8"


def getfilesystemencodeerrors():
    """Return the error mode used for Unicode to OS filename conversion."""
    return "surrogateescape"


def getrefcount(object, /):
    """Return what CPython has for an immortal object: nothing is counted here."""
    return 0xC0000000


def getsizeof(object, default=_marker, /):
    """Return the size of object in bytes."""
    try:
        method = type(object).__sizeof__
    except AttributeError:
        if default is _marker:
            raise TypeError(f"Type {type(object).__name__} doesn't define "
                            "__sizeof__") from None
        return default
    size = method(object)
    if size < 0:
        raise ValueError("__sizeof__() should return >= 0")
    return size


def is_finalizing():
    """Return True if Python is exiting."""
    return False


def gettrace():
    """Return None: nothing traces programs here."""
    return None


getprofile = gettrace


def _getframe_of_reflection():
    try:
        import reflection
    except ImportError:
        raise AttributeError(
            "module 'sys' has no attribute '_getframe'") from None
    return reflection.frame


# What a program may change in place is made for it when it first asks.
_own = {
    "argv": _arguments,
    "warnoptions": list,
    "_xoptions": dict,
}


def __getattr__(name):
    if name == "modules":
        return _modules()
    if name == "_getframe":
        return _getframe_of_reflection()
    make = _own.get(name)
    if make is None:
        raise AttributeError(f"module 'sys' has no attribute {name!r}")
    import sys
    made = make()
    setattr(sys, name, made)
    return made
