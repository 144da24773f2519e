"""Streams in memory. The others are in _io.py."""

__all__ = ["open", "StringIO", "BytesIO", "UnsupportedOperation", "SEEK_SET",
           "SEEK_CUR", "SEEK_END", "IOBase", "RawIOBase", "TextIOBase", "BufferedIOBase",
           "FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom",
           "TextIOWrapper", "DEFAULT_BUFFER_SIZE"]


class StringIO(TextIOBase):
    """Text I/O implementation using an in-memory buffer."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not "
                            f"{type(initial_value).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._pieces = []  # what was written behind _text, not joined yet
        self._text = ""
        self._at = 0
        self._length = 0
        self.closed = False
        if initial_value:
            self.write(initial_value)
            self._at = 0

    line_buffering = False

    @property
    def newlines(self):
        return None

    def _joined(self):
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    def write(self, s, /):
        """Write string to file."""
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        count = len(s)
        if self._newline is None:
            s = s.replace("\r\n", "\n").replace("\r", "\n")
        elif self._newline in ("\r", "\r\n"):
            s = s.replace("\n", self._newline)
        if self._at == self._length:
            self._pieces.append(s)
            self._at = self._length = self._length + len(s)
            return count
        text = self._joined()
        if self._at > len(text):
            text += "\0" * (self._at - len(text))
        self._text = text[:self._at] + s + text[self._at + len(s):]
        self._at += len(s)
        self._length = len(self._text)
        return count

    def getvalue(self):
        """Retrieve the entire contents of the object."""
        self._check()
        return self._joined()

    def read(self, size=-1, /):
        """Read at most size characters, returned as a string."""
        self._check()
        text = self._joined()
        end = len(text) if size is None or size < 0 else self._at + size
        part = text[self._at:end]
        self._at += len(part)
        return part

    def readline(self, size=-1, /):
        """Read until newline or EOF."""
        self._check()
        text = self._joined()
        if self._newline == "":
            ends = [end for end in (text.find("\n", self._at),
                                    text.find("\r", self._at)) if end >= 0]
            end = min(ends, default=-1)
            if end >= 0 and text[end:end + 2] == "\r\n":
                end += 1
        else:
            mark = self._newline or "\n"
            end = text.find(mark, self._at)
            if end >= 0:
                end += len(mark) - 1
        end = len(text) if end < 0 else end + 1
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        part = text[self._at:end]
        self._at += len(part)
        return part

    def tell(self):
        """Tell the current file position."""
        self._check()
        return self._at

    def seek(self, pos, whence=0, /):
        """Change stream position."""
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._at = pos
        elif whence not in (1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        elif pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._at = self._length
        return self._at

    def truncate(self, pos=None, /):
        """Truncate size to pos."""
        self._check()
        if pos is None:
            pos = self._at
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._text = self._joined()[:pos]
        self._length = len(self._text)
        return pos

    def close(self):
        """Close the IO object."""
        self.closed = True


class BytesIO(BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes or b"")
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        """Retrieve the entire contents of the BytesIO object."""
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        """Get a read-write view over the contents of the BytesIO object."""
        self._check()
        return memoryview(self._data)

    def write(self, b, /):
        """Write bytes to file."""
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        size = len(self._data)
        if self._at > size:
            self._data += bytes(self._at - size)
        view = bytes(b)
        self._data[self._at:self._at + len(view)] = view
        self._at += len(view)
        return len(view)

    def read(self, size=-1, /):
        """Read at most size bytes, returned as a bytes object."""
        self._check()
        end = (len(self._data) if size is None or size < 0
               else self._at + size)
        part = bytes(self._data[self._at:end])
        self._at += len(part)
        return part

    read1 = read

    def readinto(self, buffer, /):
        """Read bytes into buffer."""
        part = self.read(len(buffer))
        buffer[:len(part)] = part
        return len(part)

    def readline(self, size=-1, /):
        """Next line from the file, as a bytes object."""
        self._check()
        end = self._data.find(b"\n", self._at)
        end = len(self._data) if end < 0 else end + 1
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        part = bytes(self._data[self._at:end])
        self._at += len(part)
        return part

    def tell(self):
        """Current file position, an integer."""
        self._check()
        return self._at

    def seek(self, pos, whence=0, /):
        """Change stream position."""
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
        elif whence == 1:
            pos = max(0, self._at + pos)
        elif whence == 2:
            pos = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        self._at = pos
        return pos

    def truncate(self, size=None, /):
        """Truncate the file to at most size bytes."""
        self._check()
        if size is None:
            size = self._at
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size

    def close(self):
        """Disable all I/O operations."""
        self.closed = True
