#!/usr/bin/env python3
"""Writes the table behind name.c: the names of all characters, compactly.

usage: name_table.py FOLDER OUTPUT    (FOLDER holds UnicodeData.txt and others)

Names are sequences of words. A word's number takes one byte below WIDE, else
two; the commonest words come first. Characters come in order, then aliases,
then sequences; `order` sorts all of them by name.
"""
import collections
import pathlib
import sys

WIDE = 0xC0
LONGEST = 128
SEQUENCE = 0x110000
IDEOGRAPHS = "<CJK Ideograph"


def fields(path):
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield line.split(";")


def read(folder):
    """Rows of (character, name), spans of ideographs, sequences."""
    names, others, spans, sequences = [], [], [], []
    for code, name, *_ in fields(folder / "UnicodeData.txt"):
        if name.startswith(IDEOGRAPHS):
            if name.endswith("First>"):
                first = code
            else:
                spans.append((int(first, 16), int(code, 16)))
        elif not name.startswith("<"):
            names.append((int(code, 16), name))
    for code, name, *_ in fields(folder / "NameAliases.txt"):
        others.append((int(code, 16), name))
    for name, codes in fields(folder / "NamedSequences.txt"):
        others.append((SEQUENCE + len(sequences), name))
        sequences.append([int(code, 16) for code in codes.split()])
    return names, others, spans, sequences


def array(kind, name, values):
    text = ", ".join(map(str, values))
    return f"static const {kind} {name}[] = {{{text}}};\n"


def phrase(name, numbers):
    for word in name.split(" "):
        number = numbers[word]
        if number >= WIDE:
            number += WIDE * 256 - WIDE
            yield number >> 8
        yield number & 0xFF


def write(folder):
    names, others, spans, sequences = read(folder)
    rows = sorted(names) + others
    count = collections.Counter(w for _, n in rows for w in n.split(" "))
    words = sorted(count, key=lambda word: (-count[word], word))
    numbers = {word: number for number, word in enumerate(words)}
    phrases = [bytes(phrase(name, numbers)) for _, name in rows]
    assert max(len(name) for _, name in rows) < LONGEST
    assert len(words) < WIDE + (256 - WIDE) * 256 and len(rows) < 65536

    def ends(parts):
        total, out = 0, [0]
        for part in parts:
            total += len(part)
            out.append(total)
        return out

    text = "".join(words)
    yield "/* Made by name_table.py from Unicode's character data. */\n"
    yield f"enum {{ NAMES_WIDE = {WIDE}, NAMES_SEQUENCE = {SEQUENCE},\n"
    yield f"       NAMES_WORDS = {len(words)}, NAMES_ROWS = {len(rows)},\n"
    yield f"       NAMES_CHARACTERS = {len(names)},\n"
    yield f"       NAMES_SPANS = {len(spans)} }};\n"
    yield array("char", "word_text", map(ord, text))
    yield array("uint32_t", "word_ends", ends(words))
    yield array("uint8_t", "phrases", (b for p in phrases for b in p))
    yield array("uint32_t", "phrase_ends", ends(phrases))
    yield array("uint32_t", "characters", (code for code, _ in rows))
    yield array("uint16_t", "order",
                sorted(range(len(rows)), key=lambda row: rows[row][1]))
    yield array("uint32_t", "spans", (end for span in spans for end in span))
    yield array("uint32_t", "sequences",
                (code for codes in sequences
                 for code in (codes + [0, 0, 0, 0])[:4]))


if __name__ == "__main__":
    pathlib.Path(sys.argv[2]).write_text(
        "".join(write(pathlib.Path(sys.argv[1]))))
