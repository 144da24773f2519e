"""Support for regular expressions (RE)."""

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall",
           "finditer", "compile", "purge", "escape", "error", "Pattern", "Match",
           "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
           "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
           "PatternError"]
__published__ = ["DEBUG"]

_names = ((256, "ASCII"), (128, "DEBUG"), (16, "DOTALL"), (2, "IGNORECASE"),
          (4, "LOCALE"), (8, "MULTILINE"), (32, "UNICODE"), (64, "VERBOSE"))


class RegexFlag(int):
    """Flags of regular expressions."""
    __slots__ = ()

    def __or__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) & int(other))

    __rand__ = __and__

    def __xor__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) ^ int(other))

    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(~int(self) & 510)

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        parts = [name for value, name in _names if self & value]
        return "|".join(sorted(parts, key=[n for _, n in _names].index)) or "NOFLAG"

    def __repr__(self):
        parts = [f"re.{name}" for value, name in sorted(_names)
                 if int(self) & value]
        return "|".join(parts) or "re.NOFLAG"

    __str__ = __repr__


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)


class PatternError(Exception):
    """Exception raised for invalid regular expressions."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            line_end = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(line_end, 0, pos) + 1
            self.colno = pos - pattern.rfind(line_end, 0, pos)
            msg = f"{msg} at position {pos}"
            if line_end in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError
PatternError.__module__ = "re"

# -- operations, as in re_parts.h

(_FAIL, _MATCH, _CHAR, _CHAR_I, _ANY, _ALL, _SET, _JUMP, _SPLIT, _SAVE, _AT, _LOOK,
 _ATOMIC, _GROUP, _GROUP_I, _IF, _ONE, _RESET, _LOOP, _ENTER) = range(20)
_ENDLESS = 0xFFFFFFFF
_GREEDY, _LAZY, _POSSESSIVE = range(3)
(_AT_START, _AT_LINE, _AT_END, _AT_LINE_END, _AT_VERY_END, _AT_BOUNDARY,
 _AT_NO_BOUNDARY, _AT_BOUNDARY_ASCII, _AT_NO_BOUNDARY_ASCII) = range(9)
_classes = {"d": 2, "D": 3, "s": 4, "S": 5, "w": 6, "W": 7}
_escapes = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
_digits = "0123456789"
_octal = "01234567"
_flag_letters = {"i": 2, "L": 4, "m": 8, "s": 16, "x": 64, "a": 256, "u": 32}

# The parser makes trees of tuples:
#   ("char", code, fold)  ("any",)  ("all",)  ("set", negated, fold, rows)
#   ("cat", parts)  ("or", branches)  ("at", kind)  ("save", number, tree)
#   ("look", negated, behind, tree)  ("atomic", tree)  ("back", number, fold)
#   ("if", group, yes, no)  ("repeat", least, most, kind, tree)


class _Parser:
    def __init__(self, source, flags):
        self.source = source
        self.is_bytes = isinstance(source, bytes)
        self.text = source.decode("latin-1") if self.is_bytes else source
        self.at = 0
        self.flags = flags
        self.groups = 0
        self.names = {}
        self.open = []
        self.widths = {}

    def fail(self, message, at=None):
        raise PatternError(message, self.source, self.at if at is None else at)

    def peek(self):
        return self.text[self.at:self.at + 1]

    def take(self, text):
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    # -- alternatives and sequences

    def parse(self):
        tree = self.alternatives(True)
        if self.at < len(self.text):
            self.fail("unbalanced parenthesis")
        return tree

    def alternatives(self, first=False):
        start = self.at
        branches = [self.sequence(first)]
        while self.take("|"):
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        return ("or", branches)

    def sequence(self, first=False):
        parts = []
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char in "|)":
                break
            if self.flags & 64:
                if char in " \t\n\r\v\f":
                    self.at += 1
                    continue
                if char == "#":
                    end = text.find("\n", self.at)
                    self.at = len(text) if end < 0 else end + 1
                    continue
            start = self.at
            item = self.atom(first and not parts)
            if item is None:
                continue
            parts.append(self.repeated(item, start))
        return parts[0] if len(parts) == 1 else ("cat", parts)

    def repeated(self, item, start):
        again = False
        while True:
            if self.flags & 64:
                while self.peek() and self.peek() in " \t\n\r\v\f":
                    self.at += 1
            here = self.at
            bounds = self.bounds()
            if bounds is None:
                return item
            least, most = bounds
            if item[0] == "at":
                self.fail("nothing to repeat", here)
            if again:
                self.fail("multiple repeat", here)
            again = True
            kind = _GREEDY
            if self.take("?"):
                kind = _LAZY
            elif self.take("+"):
                kind = _POSSESSIVE
            item = ("repeat", least, most, kind, item)

    def bounds(self):
        char = self.peek()
        if char == "*":
            self.at += 1
            return 0, _ENDLESS
        if char == "+":
            self.at += 1
            return 1, _ENDLESS
        if char == "?":
            self.at += 1
            return 0, 1
        if char != "{":
            return None
        start = self.at
        self.at += 1
        low = self.number()
        high = low
        if self.take(","):
            high = self.number()
        elif low == "":
            self.at = start
            return None
        if not self.take("}") or (low == "" and high == ""
                                  and self.text[start:self.at] != "{,}"):
            self.at = start
            return None
        least = int(low) if low else 0
        most = int(high) if high else _ENDLESS
        if least >= _ENDLESS or (high and most >= _ENDLESS):
            raise OverflowError("the repetition number is too large")
        if most < least:
            self.fail("min repeat greater than max repeat", start + 1)
        return least, most

    def number(self):
        start = self.at
        while self.peek() and self.peek() in _digits:
            self.at += 1
        return self.text[start:self.at]

    # -- atoms

    def atom(self, first):
        char = self.text[self.at]
        start = self.at
        if char in "*+?" or (char == "{" and self.is_bound()):
            self.fail("nothing to repeat")
        self.at += 1
        if char == "(":
            return self.group(start, first)
        if char == "[":
            return self.set(start)
        if char == "\\":
            return self.escape(start)
        if char == ".":
            return ("all",) if self.flags & 16 else ("any",)
        if char == "^":
            return ("at", _AT_LINE if self.flags & 8 else _AT_START)
        if char == "$":
            return ("at", _AT_LINE_END if self.flags & 8 else _AT_END)
        return self.literal(ord(char))

    def is_bound(self):
        start = self.at
        found = self.bounds() is not None
        self.at = start
        return found

    def literal(self, code):
        if self.flags & 2:
            folded = _fold(code, self.is_bytes or self.flags & 256)
            if _has_case(code, self.is_bytes or self.flags & 256):
                return ("char", folded, True)
        return ("char", code, False)

    def class_kind(self, letter):
        kind = _classes[letter]
        return kind + 6 if self.is_bytes or self.flags & 256 else kind

    def escape(self, start):
        if self.at >= len(self.text):
            self.fail("bad escape (end of pattern)", start)
        char = self.text[self.at]
        self.at += 1
        if char in _classes:
            return ("set", False, False, [(self.class_kind(char), 0, 0)])
        ascii_only = self.is_bytes or self.flags & 256
        if char == "A":
            return ("at", _AT_START)
        if char in "Zz":
            return ("at", _AT_VERY_END)
        if char == "b":
            return ("at", _AT_BOUNDARY_ASCII if ascii_only else _AT_BOUNDARY)
        if char == "B":
            return ("at",
                    _AT_NO_BOUNDARY_ASCII if ascii_only else _AT_NO_BOUNDARY)
        if char in "123456789":
            return self.back_reference(char, start)
        return self.literal(self.escaped_code(char, start))

    def back_reference(self, char, start):
        text = self.text
        if self.peek() and self.peek() in _digits:
            second = self.peek()
            third = text[self.at + 1:self.at + 2]
            if (char in _octal and second in _octal and third
                    and third in _octal):
                self.at += 2
                code = int(char + second + third, 8)
                if code > 0o377:
                    self.fail(f"octal escape value \\{char}{second}{third} "
                              "outside of range 0-0o377", start)
                return self.literal(code)
            char += second
            self.at += 1
        return self.reference(int(char), start + 1)

    def reference(self, number, at):
        if number > self.groups:
            self.fail(f"invalid group reference {number}", at)
        if number in self.open:
            self.fail("cannot refer to an open group", at - 1)
        return ("back", number, bool(self.flags & 2))

    def escaped_code(self, char, start):
        """The code of an escape that stands for one character."""
        if char in _escapes:
            return _escapes[char]
        if char == "0":
            digits = char
            while len(digits) < 3 and self.peek() and self.peek() in _octal:
                digits += self.peek()
                self.at += 1
            return int(digits, 8)
        wanted = {"x": 2}.get(char)
        if not self.is_bytes:
            wanted = {"x": 2, "u": 4, "U": 8}.get(char)
        if wanted:
            digits = self.text[self.at:self.at + wanted]
            good = ""
            for digit in digits:
                if digit not in "0123456789abcdefABCDEF":
                    break
                good += digit
            if len(good) != wanted:
                self.fail(f"incomplete escape \\{char}{good}", start)
            self.at += wanted
            code = int(digits, 16)
            if code > 0x10FFFF:
                self.fail(f"bad escape \\{char}{digits}", start)
            return code
        if char.isascii() and char.isalnum():
            self.fail(f"bad escape \\{char}", start)
        return ord(char)

    # -- character sets

    def set(self, start):
        negated = self.take("^")
        rows = []
        begin = self.at
        while True:
            if self.at >= len(self.text):
                self.fail("unterminated character set", start)
            if self.peek() == "]" and self.at > begin:
                self.at += 1
                break
            here = self.at
            low = self.set_member(start)
            if self.peek() == "-" and self.text[self.at + 1:self.at + 2] != "]":
                self.at += 1
                if self.at >= len(self.text):
                    self.fail("unterminated character set", start)
                high = self.set_member(start)
                if low[0] or high[0] or high[1] < low[1]:
                    shown = self.text[here:self.at]
                    self.fail(f"bad character range {shown}", here)
                rows.append((0, low[1], high[1]))
            else:
                rows.append(low if low[0] else (0, low[1], low[1]))
        if (len(rows) == 1 and not negated and rows[0][0] == 0
                and rows[0][1] == rows[0][2]):
            return self.literal(rows[0][1])
        return ("set", negated, bool(self.flags & 2), rows)

    def set_member(self, start):
        """(kind, 0, 0) of a class, or (0, code) of a character."""
        char = self.text[self.at]
        here = self.at
        self.at += 1
        if char != "\\":
            return 0, ord(char)
        if self.at >= len(self.text):
            self.fail("unterminated character set", start)
        char = self.text[self.at]
        self.at += 1
        if char in _classes:
            return self.class_kind(char), 0, 0
        if char in _octal and char != "0":
            digits = char
            while len(digits) < 3 and self.peek() and self.peek() in _octal:
                digits += self.peek()
                self.at += 1
            if int(digits, 8) > 0o377:
                self.fail(f"octal escape value \\{digits} outside of range "
                          "0-0o377", here)
            return 0, int(digits, 8)
        return 0, self.escaped_code(char, here)

    # -- groups

    def group(self, start, first):
        if not self.take("?"):
            return self.capture(None, start)
        if self.at >= len(self.text):
            self.fail("unexpected end of pattern")
        char = self.text[self.at]
        self.at += 1
        if char == "P":
            return self.python_group(start)
        if char == ":":
            return self.close(self.alternatives(), start)
        if char == ">":
            return ("atomic", self.close(self.alternatives(), start))
        if char == "#":
            end = self.text.find(")", self.at)
            if end < 0:
                self.fail("missing ), unterminated comment", start)
            self.at = end + 1
            return None
        if char in "=!":
            return ("look", char == "!", False,
                    self.close(self.alternatives(), start))
        if char == "<":
            if self.at >= len(self.text):
                self.fail("unexpected end of pattern")
            char = self.text[self.at]
            self.at += 1
            if char not in "=!":
                self.fail(f"unknown extension ?<{char}", start + 1)
            tree = self.close(self.alternatives(), start)
            return ("look", char == "!", True, tree)
        if char == "(":
            return self.conditional(start)
        if char in _flag_letters or char == "-":
            self.at -= 1
            return self.inline_flags(start, first)
        self.fail(f"unknown extension ?{char}", start + 1)

    def close(self, tree, start):
        if not self.take(")"):
            self.fail("missing ), unterminated subpattern", start)
        return tree

    def capture(self, name, start):
        self.groups += 1
        number = self.groups
        if name is not None:
            if name in self.names:
                self.fail(f"redefinition of group name {name!r} as group "
                          f"{number}; was group {self.names[name]}",
                          start + 4)
            self.names[name] = number
        self.open.append(number)
        flags = self.flags
        tree = self.close(self.alternatives(), start)
        self.flags = flags
        self.open.remove(number)
        return ("save", number, tree)

    def name(self, end):
        stop = self.text.find(end, self.at)
        if stop < 0:
            if self.at >= len(self.text):
                self.fail("missing group name")
            self.fail(f"missing {end}, unterminated name")
        name = self.text[self.at:stop]
        if not name:
            self.fail("missing group name")
        self.at = stop + 1
        return name

    def python_group(self, start):
        if self.take("<"):
            here = self.at
            name = self.name(">")
            if not name.isidentifier():
                self.fail(f"bad character in group name {name!r}", here)
            return self.capture(name, start)
        if self.take("="):
            here = self.at
            name = self.name(")")
            if not name.isidentifier():
                self.fail(f"bad character in group name {name!r}", here)
            if name not in self.names:
                self.fail(f"unknown group name {name!r}", here)
            return self.reference(self.names[name], here)
        if self.at >= len(self.text):
            self.fail("unexpected end of pattern")
        self.fail(f"unknown extension ?P{self.peek()}", start + 1)

    def conditional(self, start):
        here = self.at
        name = self.name(")")
        if name.isdigit() and name.isascii():
            number = int(name)
            if not number:
                self.fail("bad group number", here)
        elif not name.isidentifier():
            self.fail(f"bad character in group name {name!r}", here)
        elif name not in self.names:
            self.fail(f"unknown group name {name!r}", here)
        else:
            number = self.names[name]
        self.widths[number] = here
        yes = self.sequence()
        no = ("cat", [])
        if self.take("|"):
            no = self.sequence()
            if self.peek() == "|":
                self.fail("conditional backref with more than two branches")
        return ("if", number, yes, self.close(no, start))

    def inline_flags(self, start, first):
        on = off = 0
        sign = False
        while True:
            if self.at >= len(self.text):
                self.fail("missing -, : or )")
            char = self.text[self.at]
            self.at += 1
            if char == "-" and not sign:
                sign = True
                if self.peek() not in _flag_letters:
                    self.fail("unknown flag" if self.peek().isalpha()
                              else "missing flag")
            elif char in _flag_letters:
                if sign:
                    off |= _flag_letters[char]
                else:
                    on |= _flag_letters[char]
                if char == "L" and not self.is_bytes:
                    self.fail("bad inline flags: cannot use 'L' flag with a str "
                              "pattern")
                if char == "u" and self.is_bytes:
                    self.fail("bad inline flags: cannot use 'u' flag with a bytes "
                              "pattern")
            elif char in ":)":
                break
            else:
                self.fail("unknown flag" if char.isalpha()
                          else "missing -, : or )", self.at - 1)
        if char == ")":
            if sign:
                self.fail("missing :", self.at - 1)
            if start != 0 and not first:
                self.fail("global flags not at the start of the expression",
                          start)
            self.flags |= on
            return None
        kept = self.flags
        if on & 288:
            self.flags &= ~288
        self.flags = (self.flags | on) & ~off
        tree = self.close(self.alternatives(), start)
        self.flags = kept
        return tree


def _fold(code, ascii_only):
    char = chr(code)
    if ascii_only and code > 127:
        return code
    folded = char.casefold()
    return ord(folded) if len(folded) == 1 else ord(char.lower()[0])


def _has_case(code, ascii_only):
    char = chr(code)
    if ascii_only and code > 127:
        return False
    return char.lower() != char or char.upper() != char


# -- from tree to program


def _width(tree):
    """(least, most) characters that the tree matches."""
    kind = tree[0]
    if kind in ("char", "any", "all", "set"):
        return 1, 1
    if kind == "cat":
        low = high = 0
        for part in tree[1]:
            a, b = _width(part)
            low += a
            high += b
        return low, min(high, _ENDLESS)
    if kind == "or":
        widths = [_width(part) for part in tree[1]]
        return min(a for a, b in widths), max(b for a, b in widths)
    if kind == "save":
        return _width(tree[2])
    if kind == "atomic":
        return _width(tree[1])
    if kind == "if":
        a, b = _width(tree[2])
        c, d = _width(tree[3])
        return min(a, c), max(b, d)
    if kind == "repeat":
        a, b = _width(tree[4])
        return min(a * tree[1], _ENDLESS), min(b * tree[2], _ENDLESS)
    if kind == "back":
        return 0, _ENDLESS
    return 0, 0


def _in_row(kind, low, high, code):
    if kind == 0:
        return low <= code <= high
    char = chr(code)
    ascii_only = kind >= 8
    which = (kind - 6 if ascii_only else kind) & 6
    if ascii_only and code > 127:
        found = False
    elif which == 2:
        found = char.isdecimal()
    elif which == 4:
        found = char in " \t\n\r\v\f" if ascii_only else char.isspace()
    else:
        found = char.isalnum() or char == "_"
    return found != bool(kind & 1)


_bitmaps = {}


def _class_bitmap(kind):
    known = _bitmaps.get(kind)
    if known is None:
        known = 0
        for code in range(256):
            if _in_row(kind, 0, 0, code):
                known |= 1 << code
        _bitmaps[kind] = known
    return known


def _bitmap(rows):
    bits = 0
    for kind, low, high in rows:
        if kind:
            bits |= _class_bitmap(kind)
        elif low < 256:
            top = min(high, 255)
            bits |= (1 << top + 1) - (1 << low)
    return bits


def _folded_rows(rows, ascii_only):
    """Rows that hold the folded forms of what is in them."""
    folded = []
    for kind, low, high in rows:
        folded.append((kind, low, high))
        if kind == 0 and high - low < 2000:
            for code in range(low, high + 1):
                other = _fold(code, ascii_only)
                if not low <= other <= high:
                    folded.append((0, other, other))
    return folded


_UNROLLED = 200  # words


class _Emitter:
    def __init__(self, parser):
        self.code = []
        self.parser = parser
        self.registers = 2 * parser.groups + 2

    def emit(self, tree):
        getattr(self, "emit_" + tree[0])(*tree[1:])

    def emit_char(self, code, fold):
        self.code += [_CHAR_I if fold else _CHAR, code]

    def emit_any(self):
        self.code.append(_ANY)

    def emit_all(self):
        self.code.append(_ALL)

    def emit_set(self, negated, fold, rows):
        if fold:
            parser = self.parser
            rows = _folded_rows(rows, parser.is_bytes or parser.flags & 256)
        bits = _bitmap(rows)
        self.code += [_SET, 11 + 3 * len(rows), int(negated), int(fold)]
        for word in range(8):
            self.code.append(bits >> 32 * word & 0xFFFFFFFF)
        self.code.append(len(rows))
        for row in rows:
            self.code += row

    def emit_cat(self, parts):
        for part in parts:
            self.emit(part)

    def emit_or(self, branches):
        ends = []
        for branch in branches[:-1]:
            at = len(self.code)
            self.code += [_SPLIT, at + 3, 0]
            self.emit(branch)
            ends.append(len(self.code))
            self.code += [_JUMP, 0]
            self.code[at + 2] = len(self.code)
        self.emit(branches[-1])
        for end in ends:
            self.code[end + 1] = len(self.code)

    def emit_at(self, kind):
        self.code += [_AT, kind]

    def emit_save(self, number, tree):
        self.code += [_SAVE, 2 * number]
        self.emit(tree)
        self.code += [_SAVE, 2 * number + 1]

    def emit_look(self, negated, behind, tree):
        width = 0
        if behind:
            low, high = _width(tree)
            if low != high:
                raise PatternError("look-behind requires fixed-width pattern",
                                   self.parser.source)
            width = low + 1
        at = len(self.code)
        self.code += [_LOOK, int(negated), width, 0]
        self.emit(tree)
        self.code.append(_MATCH)
        self.code[at + 3] = len(self.code)

    def emit_atomic(self, tree):
        at = len(self.code)
        self.code += [_ATOMIC, 0]
        self.emit(tree)
        self.code.append(_MATCH)
        self.code[at + 1] = len(self.code)

    def emit_back(self, number, fold):
        self.code += [_GROUP_I if fold else _GROUP, number]

    def emit_if(self, number, yes, no):
        at = len(self.code)
        self.code += [_IF, number, 0]
        self.emit(yes)
        end = len(self.code)
        self.code += [_JUMP, 0]
        self.code[at + 2] = len(self.code)
        self.emit(no)
        self.code[end + 1] = len(self.code)

    def emit_repeat(self, least, most, kind, tree):
        single = tree[0] in ("char", "any", "all", "set")
        if single and (kind != _LAZY or most == _ENDLESS):
            at = len(self.code)
            self.code += [_ONE, least, most, kind, 0]
            self.emit(tree)
            self.code[at + 4] = len(self.code)
            return
        if kind == _POSSESSIVE:
            self.emit_atomic(("repeat", least, most, _GREEDY, tree))
            return
        if (least, most) == (0, 1):
            at = len(self.code)
            self.code += [_SPLIT, at + 3, 0]
            self.emit(tree)
            self.code[at + 2] = len(self.code)
            if kind == _LAZY:
                self.code[at + 1:at + 3] = [len(self.code), at + 3]
            return
        if _width(tree)[0] > 0 and self._repeat_plainly(least, most, kind, tree):
            return
        register = self.registers
        self.registers += 2
        self.code += [_RESET, register]
        at = len(self.code)
        self.code += [_LOOP, register, least, most, int(kind == _LAZY), at + 10, 0,
                      _ENTER, register, at + 10]
        self.emit(tree)
        self.code += [_JUMP, at]
        self.code[at + 6] = len(self.code)


    def _repeat_plainly(self, least, most, kind, tree):
        """Without a counter, where what is repeated takes characters: written as
        often as it must match, if that is short; then a loop, or as often as it
        may match."""
        before = len(self.code), self.registers
        copies = max(least, 1) if most == _ENDLESS else most
        starts, splits = [], []
        for copy in range(copies):
            if copy >= least:
                splits.append(len(self.code))
                self.code += [_SPLIT, 0, 0]
            starts.append(len(self.code))
            self.emit(tree)
            if len(self.code) - before[0] > _UNROLLED and copies > 1:
                del self.code[before[0]:]
                self.registers = before[1]
                return False
        if most == _ENDLESS and least == 0:
            self.code += [_JUMP, splits[0]]
        elif most == _ENDLESS:
            splits.append(len(self.code))
            self.code += [_SPLIT, 0, 0]
        end = len(self.code)
        for at in splits:
            inside = starts[-1] if at + 3 == end else at + 3
            self.code[at + 1:at + 3] = ((end, inside) if kind == _LAZY
                                        else (inside, end))
        return True


def _build(source, flags):
    parser = _Parser(source, flags)
    tree = parser.parse()
    if parser.flags & ~flags & 64:
        # (?x) holds from the beginning.
        parser = _Parser(source, flags | 64)
        tree = parser.parse()
    for number, at in parser.widths.items():
        if number > parser.groups:
            parser.fail(f"invalid group reference {number}", at)
    emitter = _Emitter(parser)
    emitter.emit(tree)
    emitter.code.append(_MATCH)
    flags = parser.flags
    if parser.is_bytes:
        if flags & 32:
            raise ValueError("cannot use UNICODE flag with a bytes pattern")
    else:
        if flags & 4:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if not flags & 256:
            flags |= 32
        elif flags & 32:
            raise ValueError("ASCII and UNICODE flags are incompatible")
    return Pattern(source, flags, emitter.code, parser.groups, parser.names,
                   emitter.registers + 1, _template)


# -- templates of replacements


def _template(pattern, template):
    key = (pattern, template)
    known = _templates.get(key)
    if known is None:
        if len(_templates) >= 256:
            _templates.clear()
        known = _templates[key] = _parse_template(pattern, template)
    return known


def _parse_template(pattern, template):
    is_bytes = not isinstance(template, str)
    text = bytes(template).decode("latin-1") if is_bytes else template
    parts = []
    literal = []

    def flush():
        if literal:
            joined = "".join(literal)
            parts.append(joined.encode("latin-1") if is_bytes else joined)
            literal.clear()

    def group(number, at):
        if number > pattern.groups:
            raise PatternError(f"invalid group reference {number}", template, at)
        flush()
        parts.append(number)

    at = 0
    while at < len(text):
        end = text.find("\\", at)
        if end < 0:
            literal.append(text[at:])
            break
        literal.append(text[at:end])
        at = end + 2
        char = text[end + 1:at]
        if char == "g":
            number, at = _template_group(pattern, template, text, at)
            group(number, end + 3)
        elif char == "0":
            digits = char
            while len(digits) < 3 and text[at:at + 1] and text[at] in _octal:
                digits += text[at]
                at += 1
            literal.append(chr(int(digits, 8) & 255))
        elif char and char in _digits:
            digits = char
            if text[at:at + 1] and text[at] in _digits:
                digits += text[at]
                at += 1
                third = text[at:at + 1]
                if (digits[0] in _octal and digits[1] in _octal and third
                        and third in _octal):
                    at += 1
                    code = int(digits + third, 8)
                    if code > 0o377:
                        raise PatternError(
                            f"octal escape value \\{digits}{third} outside of "
                            "range 0-0o377", template, end)
                    literal.append(chr(code))
                    continue
            group(int(digits), end + 1)
        elif char in _escapes and char:
            literal.append(chr(_escapes[char]))
        elif not char:
            raise PatternError("bad escape (end of pattern)", template, end)
        elif char.isascii() and char.isalpha():
            raise PatternError(f"bad escape \\{char}", template, end)
        else:
            literal.append("\\" + char)
    flush()
    return parts


def _template_group(pattern, template, text, at):
    if text[at:at + 1] != "<":
        raise PatternError("missing <", template, at)
    end = text.find(">", at)
    name = text[at + 1:end]
    if end < 0:
        if at + 1 >= len(text):
            raise PatternError("missing group name", template, at + 1)
        raise PatternError("missing >, unterminated name", template, at + 1)
    if not name:
        raise PatternError("missing group name", template, at + 1)
    if name.isdigit() and name.isascii():
        return int(name), end + 1
    if not name.isidentifier():
        raise PatternError(f"bad character in group name {name!r}", template,
                           at + 1)
    if name not in pattern.groupindex:
        raise IndexError(f"unknown group name {name!r}")
    return pattern.groupindex[name], end + 1


# -- functions

_known = {}
_templates = {}


def _compiled(pattern, flags):
    key = (type(pattern), pattern, flags)
    try:
        return _known[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled "
                             "pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    if len(_known) >= 512:
        _known.clear()
    made = _known[key] = _build(pattern, int(flags))
    return made


def compile(pattern, flags=0):
    "Compile a regular expression pattern, returning a Pattern object."
    return _compiled(pattern, flags)


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string."""
    return _compiled(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string."""
    return _compiled(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern."""
    return _compiled(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Replace the leftmost non-overlapping occurrences of the pattern by repl."""
    return _compiled(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Like sub(), but return a 2-tuple (new_string, number)."""
    return _compiled(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern."""
    return _compiled(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return _compiled(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the string."""
    return _compiled(pattern, flags).finditer(string)


def purge():
    """Clear the regular expression caches."""
    _known.clear()
    _templates.clear()


_special = {ord(char): "\\" + char for char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")
