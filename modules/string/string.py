"""A collection of string constants, and templates."""
import re as _re

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
           "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize the words of s."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_absent = {}


class _Both(dict):
    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, key):
        return self.first[key] if key in self.first else self.second[key]


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._prepare()

    @classmethod
    def _prepare(cls):
        pattern = cls.__dict__.get("pattern")
        if pattern is None:
            delimiter = _re.escape(cls.delimiter)
            brace = cls.braceidpattern or cls.idpattern
            pattern = (f"{delimiter}(?:(?P<escaped>{delimiter})|"
                       f"(?P<named>{cls.idpattern})|"
                       f"{{(?P<braced>{brace})}}|(?P<invalid>))")
        flags = _re.I if cls.flags is None else cls.flags
        cls.pattern = _re.compile(pattern, flags)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d"
                         % (line, column))

    def _replaced(self, values, safe):
        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if not safe:
                    return str(values[name])
                try:
                    return str(values[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return match.group() if safe else self._invalid(match)
            raise ValueError("Unrecognized named group in pattern", self.pattern)
        return self.pattern.sub(convert, self.template)

    def substitute(self, mapping=_absent, /, **kws):
        if mapping is _absent:
            mapping = kws
        elif kws:
            mapping = _Both(kws, mapping)
        return self._replaced(mapping, False)

    def safe_substitute(self, mapping=_absent, /, **kws):
        if mapping is _absent:
            mapping = kws
        elif kws:
            mapping = _Both(kws, mapping)
        return self._replaced(mapping, True)

    def is_valid(self):
        return all(match.group("invalid") is None
                   for match in self.pattern.finditer(self.template))

    def get_identifiers(self):
        names = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names


Template._prepare()


def _parts(text):
    """(literal, field, conversion, spec) of a format string, as str.format sees it."""
    at = 0
    literal = ""
    while at < len(text):
        char = text[at]
        if char not in "{}":
            literal += char
            at += 1
            continue
        if text[at + 1:at + 2] == char:
            literal += char
            at += 2
            continue
        if char == "}":
            raise ValueError("Single '}' encountered in format string")
        depth = 1
        end = at + 1
        while end < len(text) and depth:
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        if depth:
            raise ValueError("expected '}' before end of string" if end > at + 1
                             else "Single '{' encountered in format string")
        field = text[at + 1:end - 1]
        spec, conversion = "", None
        brackets = 0
        for index, each in enumerate(field):
            brackets += (each == "[") - (each == "]")
            if each in "!:" and brackets <= 0:
                rest = field[index:]
                field = field[:index]
                if rest[0] == "!":
                    conversion = rest[1:2]
                    rest = rest[2:]
                spec = rest[1:]
                break
        yield literal, field, spec, conversion
        literal = ""
        at = end
    if literal:
        yield literal, None, None, None


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, text, args, kwargs, used, depth, automatic):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(text):
            result.append(literal)
            if field is None:
                continue
            first = field.partition(".")[0].partition("[")[0]
            if first == "":
                if automatic is False:
                    raise ValueError("cannot switch from manual field "
                                     "specification to automatic field numbering")
                field = str(automatic) + field
                automatic += 1
            elif first.isdigit():
                if automatic:
                    raise ValueError("cannot switch from automatic field numbering "
                                     "to manual field specification")
                automatic = False
            obj, key = self.get_field(field, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, automatic = self._vformat(spec, args, kwargs, used, depth - 1,
                                            automatic)
            result.append(self.format_field(obj, spec))
        return "".join(result), automatic

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _parts(format_string)

    def get_field(self, field_name, args, kwargs):
        match = _re.match(r"[^.\[]*", field_name)
        first = match.group()
        if first.isdigit():
            first = int(first)
        obj = self.get_value(first, args, kwargs)
        rest = field_name[match.end():]
        for part in _re.finditer(r"\.([^.\[]+)|\[([^\]]+)\]", rest):
            name, index = part.groups()
            if name is not None:
                obj = getattr(obj, name)
            else:
                obj = obj[int(index) if index.isdigit() else index]
        return obj, first
