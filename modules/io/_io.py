"""The streams that CPython has in C: the classes of all streams, and those of files.

What is written goes to the file at once, so that nothing is lost when a program is
stopped; what is read is read ahead.
"""

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 131072

# viv_file_access
_READ, _WRITE, _APPEND, _CREATE, _NEW, _EMPTY = 1, 2, 4, 8, 16, 32
_ACCESS = {"r": _READ, "w": _WRITE | _CREATE | _EMPTY,
           "a": _WRITE | _APPEND | _CREATE, "x": _WRITE | _NEW}


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


class IOBase:
    """What streams have in common."""

    __module__ = "io"

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def flush(self):
        self._check()

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def detach(self):
        raise UnsupportedOperation("detach")

    def readlines(self, hint=-1):
        """Return a list of lines from the stream."""
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines):
        """Write a list of lines to stream."""
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes without a buffer."""

    __module__ = "io"

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        part = bytearray(size)
        count = self.readinto(part)
        return None if count is None else bytes(part[:count])

    def readall(self):
        """Read until EOF."""
        parts = []
        while part := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(part)
        return b"".join(parts)


class BufferedIOBase(IOBase):
    """Streams of bytes with a buffer."""

    __module__ = "io"


class TextIOBase(IOBase):
    """Streams of text."""

    __module__ = "io"
    encoding = errors = newlines = None


def _path(file):
    if isinstance(file, (str, bytes)):
        return file
    method = getattr(type(file), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not "
                        + type(file).__name__)
    path = method(file)
    if not isinstance(path, (str, bytes)):
        raise TypeError(f"expected {type(file).__name__}.__fspath__() to return "
                        f"str or bytes, not {type(path).__name__}")
    return path


def _access(mode):
    letters = mode.replace("b", "").replace("+", "")
    for letter in letters:
        if letter not in _ACCESS:
            raise ValueError(f"invalid mode: {mode}")
    if len(letters) != 1 or mode.count("+") > 1:
        raise ValueError("Must have exactly one of create/read/write/append mode "
                         "and at most one plus")
    return _ACCESS[letters] | (_READ | _WRITE if "+" in mode else 0)


class FileIO(RawIOBase):
    """A file of the host."""

    __module__ = "_io"
    closefd = True

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._file = None
        access = _access(mode)
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            raise OSError(9, "Bad file descriptor")
        if not closefd:
            raise ValueError("Cannot use closefd=False with file name")
        if opener is not None:
            raise UnsupportedOperation("opener")
        self.name = file
        self._access = access
        self._file = _File(_path(file), access)
        if access & _APPEND:
            self.seek(0, 2)

    def _check(self):
        if self._file is None:
            raise ValueError("I/O operation on closed file")

    @property
    def closed(self):
        return self._file is None

    @property
    def mode(self):
        access = self._access
        letter = ("x" if access & _NEW else "a" if access & _APPEND
                  else "r" if access & _READ else "w")
        return letter + ("b+" if access & 3 == 3 else "b")

    def readable(self):
        self._check()
        return self._access & _READ != 0

    def writable(self):
        self._check()
        return self._access & _WRITE != 0

    def _check_read(self):
        if not self.readable():
            raise UnsupportedOperation("File not open for reading")

    def _check_write(self):
        if not self.writable():
            raise UnsupportedOperation("File not open for writing")

    def read(self, size=-1, /):
        self._check_read()
        return self._file.read(-1 if size is None else size)

    def readall(self):
        return self.read()

    def readinto(self, buffer, /):
        self._check_read()
        view = memoryview(buffer).cast("B")
        part = self._file.read(len(view))
        view[:len(part)] = part
        return len(part)

    def readline(self, size=-1, /):
        """Read and return a line from the stream."""
        parts = []
        left = -1 if size is None else size
        while left != 0 and (part := self.read(1)):
            parts.append(part)
            left -= 1
            if part == b"\n":
                break
        return b"".join(parts)

    def write(self, data, /):
        self._check_write()
        return self._file.write(data)

    def seek(self, pos, whence=0, /):
        self._check()
        return self._file.seek(pos, whence)

    def tell(self):
        self._check()
        return self._file.seek(0, 1)

    def truncate(self, size=None, /):
        self._check_write()
        return self._file.truncate(self.tell() if size is None else size)

    def close(self):
        if self._file is not None:
            self._file.close()
            self._file = None

    def __repr__(self):
        if self.closed:
            return "<_io.FileIO [closed]>"
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd=True>"


class _Buffered(BufferedIOBase):
    """Reads ahead: what of _ahead lies behind _from was not asked for yet."""

    __module__ = "_io"

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self.raw = raw
        self._size = buffer_size
        self._ahead = b""
        self._from = 0

    @property
    def closed(self):
        return self.raw.closed

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def _check(self, what="I/O operation on"):
        if self.raw.closed:
            raise ValueError(f"{what} closed file")

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()

    def fileno(self):
        return self.raw.fileno()

    def detach(self):
        raw, self.raw = self.raw, None
        return raw

    def close(self):
        self.raw.close()

    def tell(self):
        self._check("tell of")
        return self.raw.tell() - (len(self._ahead) - self._from)

    def seek(self, target, whence=0, /):
        self._check("seek of")
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        if whence == 1:
            target -= len(self._ahead) - self._from
        position = self.raw.seek(target, whence)
        self._ahead, self._from = b"", 0
        return position

    def _take(self, size):
        part = self._ahead[self._from:self._from + size]
        self._from += len(part)
        return part

    def _fill(self):
        self._ahead, self._from = self.raw.read(self._size) or b"", 0
        return len(self._ahead) > 0

    def _read(self, size=-1, /):
        self._check("read of")
        if size is None:
            size = -1
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        if size == -1:
            return self._take(len(self._ahead)) + (self.raw.read() or b"")
        parts = [self._take(size)]
        left = size - len(parts[0])
        while left > 0:
            if left >= self._size:
                part = self.raw.read(left) or b""
            else:
                part = self._take(left) if self._fill() else b""
            if not part:
                break
            parts.append(part)
            left -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _read1(self, size=-1, /):
        self._check("read of")
        if size == 0 or (self._from == len(self._ahead) and not self._fill()):
            return b""
        return self._take(len(self._ahead) if size < 0 else size)

    def _peek(self, size=0, /):
        self._check("peek of")
        if self._from == len(self._ahead):
            self._fill()
        return self._ahead[self._from:]

    def _readinto(self, buffer, /):
        view = memoryview(buffer).cast("B")
        part = self.read(len(view))
        view[:len(part)] = part
        return len(part)

    def _readline(self, size=-1, /):
        self._check("readline of")
        parts = []
        left = -1 if size is None else size
        while left != 0:
            if self._from == len(self._ahead) and not self._fill():
                break
            end = self._ahead.find(b"\n", self._from) + 1
            part = self._take((end or len(self._ahead)) - self._from
                              if left < 0 else
                              min(left, (end or len(self._ahead)) - self._from))
            parts.append(part)
            if part[-1] == 10:
                break
            left -= len(part) if left > 0 else 0
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _write(self, data, /):
        self._check("write to")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if self._from < len(self._ahead):
            self.seek(0, 1)
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view):
            done += self.raw.write(view[done:])
        self._ahead, self._from = b"", 0
        return done

    def _truncate(self, pos=None, /):
        self._check("truncate of")
        return self.raw.truncate(self.tell() if pos is None else pos)

    def _no_read(self, *args):
        raise UnsupportedOperation("read")

    def _no_readline(self, *args):
        raise UnsupportedOperation("readline")

    def _no_write(self, *args):
        raise UnsupportedOperation("write")

    def _no_truncate(self, *args):
        raise UnsupportedOperation("truncate")

    def __repr__(self):
        kind = f"_io.{type(self).__qualname__}"
        name = getattr(self.raw, "name", None)
        return f"<{kind}>" if name is None else f"<{kind} name={name!r}>"


class BufferedReader(_Buffered):
    """A stream that is read."""

    __module__ = "_io"
    read, read1, peek = _Buffered._read, _Buffered._read1, _Buffered._peek
    readinto = readinto1 = _Buffered._readinto
    readline = _Buffered._readline
    write, truncate = _Buffered._no_write, _Buffered._no_truncate


class BufferedWriter(_Buffered):
    """A stream that is written."""

    __module__ = "_io"
    read = read1 = readinto = _Buffered._no_read
    readline = _Buffered._no_readline
    write, truncate = _Buffered._write, _Buffered._truncate


class BufferedRandom(_Buffered):
    """A stream that is read and written."""

    __module__ = "_io"
    read, read1, peek = _Buffered._read, _Buffered._read1, _Buffered._peek
    readinto = readinto1 = _Buffered._readinto
    readline = _Buffered._readline
    write, truncate = _Buffered._write, _Buffered._truncate


# Encodings that can be decoded piece by piece, and those that begin with a mark.
_UTF8 = {"utf-8", "utf8", "utf_8", "u8"}
_BYTEWISE = {"ascii", "us-ascii", "latin-1", "latin1", "latin_1", "iso-8859-1",
             "iso8859-1", "l1"}
_AFTER_MARK = {"utf-8-sig": "utf-8", "utf_8_sig": "utf-8", "utf-16": "utf-16-le",
               "utf16": "utf-16-le", "utf_16": "utf-16-le", "utf-32": "utf-32-le",
               "utf32": "utf-32-le", "utf_32": "utf-32-le"}
_PIECE = 32768


def _cut(data):
    """Where a last character begins that is not complete."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) - back if size > back else len(data)
        if byte < 0x80:
            break
    return len(data)


def _untranslated(text, count):
    """How many characters of [text] become [count] once lines end in \\n."""
    at = 0
    while (pair := text.find("\r\n", at)) >= 0 and pair - at < count:
        count -= pair - at + 1
        at = pair + 2
    return at + count


class TextIOWrapper(TextIOBase):
    """Text over a stream of bytes.

    _text was decoded and is used up to _at; _plain is the same before line ends were
    translated, and _origin where it begins in the stream. _held was read and cannot
    be decoded yet.
    """

    __module__ = "_io"

    def __init__(self, buffer, encoding=None, errors=None, newline=None,
                 line_buffering=False, write_through=False):
        for name, value in ("encoding", encoding), ("errors", errors):
            if value is not None and not isinstance(value, str):
                raise TypeError(f"TextIOWrapper() argument {name!r} must be str or "
                                f"None, not {type(value).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        if encoding is None or encoding == "locale":
            encoding = "UTF-8"
        "?".encode(encoding)
        self.buffer = buffer
        self.encoding = encoding
        self.errors = errors or "strict"
        self.line_buffering = line_buffering
        self.write_through = write_through
        self._newline = newline
        self._seen = set()
        name = encoding.lower()
        self._by_pieces = name in _UTF8 or name in _BYTEWISE
        self._is_utf8 = name in _UTF8
        self._tells = True
        self._reset(None)

    def _reset(self, origin):
        self._text = self._plain = ""
        self._at = 0
        self._held = b""
        self._origin = origin

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def name(self):
        return self.buffer.name

    @property
    def newlines(self):
        seen = tuple(end for end in ("\r", "\n", "\r\n") if end in self._seen)
        return seen if len(seen) > 1 else seen[0] if seen else None

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def fileno(self):
        return self.buffer.fileno()

    def flush(self):
        self._check()
        self.buffer.flush()

    def close(self):
        if self.buffer is not None:
            self.buffer.close()

    def detach(self):
        buffer, self.buffer = self.buffer, None
        return buffer

    def reconfigure(self, *, encoding=None, errors=None, newline=...,
                    line_buffering=None, write_through=None):
        """Reconfigure the text stream with new parameters."""
        if self._text and not (encoding is errors is None and newline is ...):
            raise UnsupportedOperation("It is not possible to set the encoding or "
                                       "newline of stream after the first read")
        if line_buffering is None:
            line_buffering = self.line_buffering
        if write_through is None:
            write_through = self.write_through
        if errors is None and encoding is None:
            errors = self.errors
        mode = getattr(self, "mode", None)
        self.__init__(self.buffer, encoding or self.encoding, errors,
                      self._newline if newline is ... else newline,
                      line_buffering, write_through)
        if mode is not None:
            self.mode = mode

    # -- reading

    def _check_read(self):
        self._check()
        if not self.buffer.readable():
            raise UnsupportedOperation("not readable")

    def _decode(self, data, ended):
        data = self._held + data
        end = len(data) if ended or not self._is_utf8 else _cut(data)
        text = data[:end].decode(self.encoding, self.errors)
        if self._newline not in (None, ""):
            self._held = data[end:]
            return text, text
        if text.endswith("\r") and not ended:
            text = text[:-1]
            end -= 1
        self._held = data[end:]
        if "\r" not in text:
            if "\n" in text:
                self._seen.add("\n")
            return text, text
        pairs = text.count("\r\n")
        for mark, count in (("\r\n", pairs), ("\r", text.count("\r") - pairs),
                            ("\n", text.count("\n") - pairs)):
            if count:
                self._seen.add(mark)
        if self._newline is None:
            return text, text.replace("\r\n", "\n").replace("\r", "\n")
        return text, text

    def _add(self, data, ended):
        """Decodes more, and forgets what was used."""
        if self._origin is None and self.buffer.seekable():
            self._origin = self.buffer.tell() - len(data)
        plain, text = self._decode(data, ended)
        used = self._used()
        if self._origin is not None:
            self._origin += self._size(used)
        self._plain = self._plain[used:] + plain
        self._text = self._text[self._at:] + text
        self._at = 0
        if self._plain == self._text:
            self._plain = self._text

    def _used(self):
        if self._plain is self._text:
            return self._at
        return _untranslated(self._plain, self._at)

    def _size(self, count):
        if count == 0:
            return 0
        return len(self._plain[:count].encode(self.encoding, self.errors))

    def _fill(self):
        if self._by_pieces:
            data = self.buffer.read(max(_PIECE, len(self._text) - self._at))
        else:
            data = self.buffer.read()
        ended = not data
        if ended and not self._held:
            return False
        self._add(data or b"", ended)
        return True

    def read(self, size=-1, /):
        """Read at most size characters from stream."""
        self._check_read()
        if size is not None and not isinstance(size, int):
            raise TypeError("argument should be integer or None, not "
                            f"{type(size).__name__!r}")
        if size is None or size < 0:
            self._add(self.buffer.read() or b"", True)
            size = len(self._text)
        while len(self._text) - self._at < size and self._fill():
            pass
        part = self._text[self._at:self._at + size]
        self._at += len(part)
        return part

    def _line_end(self, start):
        """Behind the next line end at or after [start], or 0."""
        text = self._text
        if self._newline is None or self._newline == "\n":
            return text.find("\n", start) + 1
        if self._newline:
            end = text.find(self._newline, start)
            return end + len(self._newline) if end >= 0 else 0
        feed, back = text.find("\n", start), text.find("\r", start)
        if back < 0 or 0 <= feed < back:
            return feed + 1
        return back + 2 if feed == back + 1 else back + 1

    def readline(self, size=-1, /):
        """Read until newline or EOF."""
        self._check_read()
        if size is None or size < 0:
            size = -1
        start = self._at
        while not (end := self._line_end(start)):
            known = len(self._text) - self._at
            if 0 <= size <= known or not self._fill():
                end = len(self._text)
                break
            # A line end of two characters may have been cut in two.
            start = max(0, known - 1)
        if size >= 0:
            end = min(end, self._at + size)
        line = self._text[self._at:end]
        self._at = end
        return line

    def __next__(self):
        self._tells = False
        line = self.readline()
        if not line:
            self._tells = True
            raise StopIteration
        return line

    # -- writing

    def write(self, text, /):
        """Write string to stream."""
        self._check()
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not "
                            f"{type(text).__name__}")
        if not self.buffer.writable():
            raise UnsupportedOperation("not writable")
        if self._text:
            self.seek(self._position())
        count = len(text)
        if self._newline in ("\r", "\r\n"):
            text = text.replace("\n", self._newline)
        encoding = self.encoding
        if (later := _AFTER_MARK.get(encoding.lower())) and self.buffer.tell():
            encoding = later
        self.buffer.write(text.encode(encoding, self.errors))
        return count

    # -- where it is

    def _position(self):
        if self._origin is None:
            return self.buffer.tell()
        return self._origin + self._size(self._used())

    def tell(self):
        """Return the stream position as an opaque number."""
        self._check()
        if not self._tells:
            raise OSError("telling position disabled by next() call")
        return self._position()

    def seek(self, cookie, whence=0, /):
        """Set the stream position, and return the new stream position."""
        self._check()
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie = self._position()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
        elif whence != 0:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        elif cookie < 0:
            raise ValueError(f"negative seek position {cookie}")
        position = self.buffer.seek(cookie, 2 if whence == 2 else 0)
        self._reset(None)
        self._tells = True
        return position

    def truncate(self, pos=None, /):
        self.flush()
        return self.buffer.truncate(self._position() if pos is None else pos)

    def __repr__(self):
        parts = []
        for name in "name", "mode":
            value = getattr(self, name, None)
            if value is not None:
                parts.append(f" {name}={value!r}")
        return f"<_io.TextIOWrapper{''.join(parts)} encoding={self.encoding!r}>"


def _check_mode(mode, encoding, errors, newline):
    """Whether it is binary."""
    if not isinstance(mode, str):
        raise TypeError("open() argument 'mode' must be str, not "
                        + type(mode).__name__)
    if len(set(mode)) != len(mode) or set(mode) - set("rwaxbt+"):
        raise ValueError(f"invalid mode: {mode!r}")
    if "b" in mode and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    if len(set(mode) & set("rwax")) > 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if "b" not in mode:
        return False
    for name, value in (("an encoding", encoding), ("an errors", errors),
                        ("a newline", newline)):
        if value is not None:
            raise ValueError(f"binary mode doesn't take {name} argument")
    return True


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None,
         closefd=True, opener=None):
    """Open file and return a stream.  Raise OSError upon failure."""
    if not isinstance(file, int):
        file = _path(file)
    for name, value in (("encoding", encoding), ("errors", errors),
                        ("newline", newline)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"open() argument {name!r} must be str or None, not "
                            f"{type(value).__name__}")
    binary = _check_mode(mode, encoding, errors, newline)
    raw = FileIO(file, mode.replace("t", ""), closefd, opener)
    try:
        if buffering == 0:
            if not binary:
                raise ValueError("can't have unbuffered text I/O")
            return raw
        kind = (BufferedRandom if "+" in mode else
                BufferedReader if "r" in mode else BufferedWriter)
        buffer = kind(raw, buffering if buffering > 1 else DEFAULT_BUFFER_SIZE)
        if binary:
            return buffer
        text = TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
        text.mode = mode
        return text
    except BaseException:
        raw.close()
        raise
