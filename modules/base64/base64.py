"""Base16, Base32, Base64 data encodings."""

__all__ = ["b16decode", "b16encode", "b32decode", "b32encode", "b64decode",
           "b64encode", "decodebytes", "encodebytes", "standard_b64decode",
           "standard_b64encode", "urlsafe_b64decode", "urlsafe_b64encode"]

_letters = (b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_values = {code: index for index, code in enumerate(_letters)}
_letters32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_values32 = {code: index for index, code in enumerate(_letters32)}


class Error(ValueError):
    pass


Error.__module__ = "binascii"


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII "
                             "characters") from None
    return bytes(memoryview(s))


def b64encode(s, altchars=None):
    """Encode the bytes-like object s using Base64 and return a bytes object."""
    data = bytes(memoryview(s))
    out = bytearray()
    letters = _letters
    for at in range(0, len(data) - 2, 3):
        bits = data[at] << 16 | data[at + 1] << 8 | data[at + 2]
        out += bytes((letters[bits >> 18], letters[bits >> 12 & 63],
                      letters[bits >> 6 & 63], letters[bits & 63]))
    rest = len(data) % 3
    if rest:
        bits = int.from_bytes(data[-rest:] + b"\0" * (3 - rest))
        out += bytes((letters[bits >> 18], letters[bits >> 12 & 63],
                      letters[bits >> 6 & 63] if rest == 2 else 61, 61))
    result = bytes(out)
    if altchars is not None:
        result = result.translate(bytes.maketrans(b"+/", altchars))
    return result


def b64decode(s, altchars=None, validate=False):
    """Decode the Base64 encoded bytes-like object or ASCII string s."""
    data = _bytes(s)
    if altchars is not None:
        data = data.translate(bytes.maketrans(_bytes(altchars), b"+/"))
    if validate and data.rstrip(b"=").strip(_letters):
        raise Error("Only base64 data is allowed")
    out = bytearray()
    bits = count = padding = 0
    for code in data:
        if code == 61:
            padding += 1
            if count >= 2 and count + padding >= 4:
                break
            continue
        value = _values.get(code)
        if value is None:
            continue
        padding = 0
        bits = bits << 6 | value
        count += 1
        if count == 4:
            out += bits.to_bytes(3)
            bits = count = 0
    if count == 1:
        raise Error("Invalid base64-encoded string: number of data characters "
                    f"({len(out) // 3 * 4 + 1}) cannot be 1 more than a multiple of "
                    "4")
    if count and count + padding < 4:
        raise Error("Incorrect padding")
    if count == 2:
        out.append(bits >> 4)
    elif count == 3:
        out += (bits >> 2).to_bytes(2)
    return bytes(out)


def standard_b64encode(s):
    """Encode bytes-like object s using the standard Base64 alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode bytes encoded with the standard Base64 alphabet."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    """Decode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64decode(s, b"-_")


def encodebytes(s):
    """Encode into lines of 76 characters."""
    data = bytes(memoryview(s))
    return b"".join(b64encode(data[at:at + 57]) + b"\n"
                    for at in range(0, len(data), 57))


def decodebytes(s):
    """Decode a bytestring of base-64 data into a bytes object."""
    return b64decode(s)


def b16encode(s):
    """Encode the bytes-like object s using Base16 and return a bytes object."""
    return bytes(memoryview(s)).hex().upper().encode()


def b16decode(s, casefold=False):
    """Decode the Base16 encoded bytes-like object or ASCII string s."""
    text = _bytes(s)
    if casefold:
        text = text.upper()
    if text.strip(b"0123456789ABCDEF"):
        raise Error("Non-base16 digit found")
    if len(text) % 2:
        raise Error("Odd-length string")
    return bytes.fromhex(text.decode())


def b32encode(s):
    """Encode the bytes-like object s using Base32 and return a bytes object."""
    data = bytes(memoryview(s))
    out = bytearray()
    for at in range(0, len(data), 5):
        part = data[at:at + 5]
        bits = int.from_bytes(part + b"\0" * (5 - len(part)))
        letters = bytes(_letters32[bits >> shift & 31]
                        for shift in range(35, -1, -5))
        used = (len(part) * 8 + 4) // 5
        out += letters[:used] + b"=" * (8 - used)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    """Decode the Base32 encoded bytes-like object or ASCII string s."""
    data = _bytes(s)
    if len(data) % 8:
        raise Error("Incorrect padding")
    if casefold:
        data = data.upper()
    plain = data.rstrip(b"=")
    padding = len(data) - len(plain)
    bits = 0
    for code in plain:
        if code not in _values32:
            raise Error("Non-base32 digit found")
        bits = bits << 5 | _values32[code]
    if padding not in (0, 1, 3, 4, 6):
        raise Error("Incorrect padding")
    count = len(plain) * 5 // 8
    bits >>= len(plain) * 5 - count * 8
    return bits.to_bytes(count)
