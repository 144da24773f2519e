"""Texts of patterns and matches."""


def _show_pattern(self):
    names = []
    flags = self.flags
    if isinstance(self.pattern, str):
        flags &= ~32
    for value, name in ((2, "re.IGNORECASE"), (4, "re.LOCALE"),
                        (8, "re.MULTILINE"), (16, "re.DOTALL"),
                        (32, "re.UNICODE"), (64, "re.VERBOSE"),
                        (128, "re.DEBUG"), (256, "re.ASCII")):
        if flags & value:
            names.append(name)
    text = f"{self.pattern!r:.200}"
    if names:
        return f"re.compile({text}, {'|'.join(names)})"
    return f"re.compile({text})"


def _show_match(self):
    return f"<re.Match object; span={self.span()!r}, match={self.group()!r:.50}>"


def _expand_match(expand, match, template):
    nothing = match.string[:0]
    if isinstance(nothing, (bytearray, memoryview)):
        nothing = b""
    pieces = []
    for part in expand(match.re, template):
        if isinstance(part, int):
            part = match.group(part)
        if part is not None:
            pieces.append(part)
    return nothing.join(pieces)
