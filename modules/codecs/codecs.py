"""Registry of codecs, and what classes of codecs are made of."""

__all__ = ["register", "unregister", "lookup", "encode", "decode", "getencoder",
           "getdecoder", "getincrementalencoder", "getincrementaldecoder",
           "getreader", "getwriter", "iterencode", "iterdecode", "CodecInfo",
           "Codec", "IncrementalEncoder", "IncrementalDecoder",
           "BufferedIncrementalDecoder", "StreamReader", "StreamWriter",
           "register_error", "lookup_error", "strict_errors", "ignore_errors",
           "replace_errors", "xmlcharrefreplace_errors",
           "backslashreplace_errors", "escape_encode", "utf_8_encode",
           "utf_8_decode", "latin_1_encode", "latin_1_decode", "ascii_encode",
           "ascii_decode", "charmap_encode", "charmap_decode", "charmap_build",
           "make_identity_dict", "make_encoding_map", "BOM", "BOM_BE", "BOM_LE",
           "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32",
           "BOM_UTF32_LE", "BOM_UTF32_BE"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32 = BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"

_searches = []
_found = {}


class CodecInfo(tuple):
    """Codec details when looking up the codec registry"""
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None,
                incrementalencoder=None, incrementaldecoder=None, name=None,
                *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamreader = streamreader
        self.streamwriter = streamwriter
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} object for "
                f"encoding {self.name} at {id(self):#x}>")


class Codec:
    """Defines the interface for stateless encoders/decoders."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """An IncrementalEncoder encodes an input in multiple steps."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """An IncrementalDecoder decodes an input in multiple steps."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder that keeps what it could not decode yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _Stream(Codec):
    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.stream.close()


class StreamWriter(_Stream):
    """Encodes what is written to a stream of bytes."""

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass


class StreamReader(_Stream):
    """Decodes what is read from a stream of bytes."""

    def read(self, size=-1):
        return self.decode(self.stream.read(size), self.errors)[0]

    def readline(self):
        return self.decode(self.stream.readline(), self.errors)[0]

    def readlines(self):
        return self.read().splitlines(True)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def reset(self):
        pass


# -- the encodings that str and bytes know

def _longest_part(data, encoding, errors, final):
    """What can be decoded of data whose end may be missing."""
    if not final:
        for cut in range(min(4, len(data) + 1)):
            part = data[:len(data) - cut] if cut else data
            try:
                return part.decode(encoding, errors), len(part)
            except UnicodeDecodeError as error:
                if error.end < len(part):
                    raise
    return data.decode(encoding, errors), len(data)


def _make_builtin(name):
    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict"):
        return bytes(input).decode(name, errors), len(input)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return input.encode(name, self.errors)

    class Decoder(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return _longest_part(input, name, errors, final)

    def method(function):
        return staticmethod(function)

    reader = type("StreamReader", (StreamReader,),
                  {"encode": method(encode), "decode": method(decode)})
    writer = type("StreamWriter", (StreamWriter,),
                  {"encode": method(encode), "decode": method(decode)})
    return CodecInfo(encode, decode, reader, writer, Encoder, Decoder, name)


_names = {"utf_8": "utf-8", "utf8": "utf-8", "u8": "utf-8", "cp65001": "utf-8",
          "utf_8_sig": "utf-8-sig", "ascii": "ascii", "us_ascii": "ascii",
          "latin_1": "iso8859-1", "latin1": "iso8859-1",
          "iso_8859_1": "iso8859-1", "iso8859_1": "iso8859-1",
          "utf_16": "utf-16", "utf16": "utf-16", "utf_16_le": "utf-16-le",
          "utf_16_be": "utf-16-be", "utf_32": "utf-32", "utf32": "utf-32",
          "utf_32_le": "utf-32-le", "utf_32_be": "utf-32-be",
          "unicode_escape": "unicode-escape",
          "raw_unicode_escape": "raw-unicode-escape"}


def _search_builtin(name):
    known = _names.get(name)
    return None if known is None else _make_builtin(known)


def _normal(encoding):
    words = "".join(c if c.isalnum() or c == "." else " "
                    for c in encoding).split()
    return "_".join(words).lower()


# -- the registry

def register(search_function, /):
    """Register a codec search function."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    """Unregister a codec search function and clear the registry's cache."""
    if search_function in _searches:
        _searches.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """Looks up a codec tuple in the Python codec registry and returns a CodecInfo
    object."""
    name = _normal(encoding)
    if name in _found:
        return _found[name]
    for search in [_search_builtin, *_searches]:
        info = search(name)
        if info is None:
            continue
        if not isinstance(info, tuple) or len(info) != 4:
            raise TypeError("codec search functions must return 4-tuples")
        _found[name] = info
        return info
    raise LookupError(f"unknown encoding: {encoding}")


def encode(obj, encoding="utf-8", errors="strict"):
    """Encodes obj using the codec registered for encoding."""
    return lookup(encoding)[0](obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decodes obj using the codec registered for encoding."""
    return lookup(encoding)[1](obj, errors)[0]


def getencoder(encoding):
    """Lookup up the codec for the given encoding and return its encoder function."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """Lookup up the codec for the given encoding and return its decoder function."""
    return lookup(encoding).decode


def getreader(encoding):
    """Lookup up the codec for the given encoding and return its StreamReader."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """Lookup up the codec for the given encoding and return its StreamWriter."""
    return lookup(encoding).streamwriter


def _incremental(encoding, name):
    made = getattr(lookup(encoding), name)
    if made is None:
        raise LookupError(encoding)
    return made


def getincrementalencoder(encoding):
    """Lookup up the codec for the given encoding and return its incremental encoder."""
    return _incremental(encoding, "incrementalencoder")


def getincrementaldecoder(encoding):
    """Lookup up the codec for the given encoding and return its incremental decoder."""
    return _incremental(encoding, "incrementaldecoder")


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encode the input iteratively."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = encoder.encode(input)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decode the input iteratively."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = decoder.decode(input)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


# -- functions of single encodings

def _pair(name):
    info = _make_builtin(name)
    return info.encode, info.decode


utf_8_encode, _utf_8_whole = _pair("utf-8")
latin_1_encode, latin_1_decode = _pair("latin-1")
ascii_encode, ascii_decode = _pair("ascii")


def utf_8_decode(data, errors="strict", final=False, /):
    return _longest_part(bytes(data), "utf-8", errors, final)


def escape_encode(data, errors=None, /):
    return repr(bytes(data))[2:-1].encode("ascii"), len(data)


def charmap_build(map, /):
    return {ord(char): byte for byte, char in enumerate(map)}


def charmap_encode(str, errors="strict", mapping=None, /):
    if mapping is None:
        return latin_1_encode(str, errors)
    made = bytearray()
    for at, char in enumerate(str):
        byte = mapping.get(ord(char))
        if byte is None:
            error = UnicodeEncodeError("charmap", str, at, at + 1,
                                       "character maps to <undefined>")
            put, _ = lookup_error(errors)(error)
            made += put if isinstance(put, bytes) else put.encode("ascii")
        elif isinstance(byte, int):
            made.append(byte)
        else:
            made += byte
    return bytes(made), len(str)


def charmap_decode(data, errors="strict", mapping=None, /):
    if mapping is None:
        return latin_1_decode(data, errors)
    made = []
    for at, byte in enumerate(bytes(data)):
        try:
            char = mapping[byte]
        except (KeyError, IndexError):
            char = None
        if char is None or char == "\ufffe":
            error = UnicodeDecodeError("charmap", bytes(data), at, at + 1,
                                       "character maps to <undefined>")
            char, _ = lookup_error(errors)(error)
        made.append(chr(char) if isinstance(char, int) else char)
    return "".join(made), len(data)


def make_identity_dict(rng):
    """Return a dictionary where elements of the rng sequence are mapped to
    themselves."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """Creates an encoding map from a decoding map."""
    made = {}
    for key, value in decoding_map.items():
        made[value] = None if value in made else key
    return made


# -- handlers of errors

def strict_errors(exception, /):
    """Implements the 'strict' error handling."""
    if isinstance(exception, Exception):
        raise exception
    raise TypeError("codec must pass exception instance")


def _unhandled(exception):
    return TypeError(f"don't know how to handle {type(exception).__name__} in "
                     "error callback")


def ignore_errors(exception, /):
    """Implements the 'ignore' error handling."""
    if not isinstance(exception, UnicodeError):
        raise _unhandled(exception)
    return "", exception.end


def replace_errors(exception, /):
    """Implements the 'replace' error handling."""
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    if isinstance(exception, UnicodeDecodeError):
        return "\ufffd", exception.end
    if isinstance(exception, UnicodeTranslateError):
        return "\ufffd" * (exception.end - exception.start), exception.end
    raise _unhandled(exception)


def xmlcharrefreplace_errors(exception, /):
    """Implements the 'xmlcharrefreplace' error handling."""
    if not isinstance(exception, UnicodeEncodeError):
        raise _unhandled(exception)
    part = exception.object[exception.start:exception.end]
    return "".join(f"&#{ord(c)};" for c in part), exception.end


def backslashreplace_errors(exception, /):
    """Implements the 'backslashreplace' error handling."""
    if not isinstance(exception, UnicodeError):
        raise _unhandled(exception)
    part = exception.object[exception.start:exception.end]
    if isinstance(exception, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in part), exception.end
    return part.encode("ascii", "backslashreplace").decode(), exception.end


_handlers = {
    "strict": strict_errors,
    "ignore": ignore_errors,
    "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors,
    "backslashreplace": backslashreplace_errors,
}


def register_error(errors, handler, /):
    """Register the specified error handler under the name errors."""
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler


def lookup_error(name, /):
    """Return the error handler for the specified error handling name."""
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None
