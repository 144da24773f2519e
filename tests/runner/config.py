"""config.py - INI files and what the command says about them.

    config.py --viv build/viv --fixtures build/fixtures FOLDER

Each FILE.ini has comments: `; expect: TEXT` for each line that standard error must
have (TEXT may be a part of it), `; status: N` (else 2), `; run: OPTIONS` to run an
empty program with these options instead of `viv check`, `; verb: lock` for another verb,
`; output: TEXT` for what standard output must contain. @fixtures@, @hostile@ (files that
this script makes) and @file@ stand for paths. `; program: CODE` is run instead of the empty
program; `; trace: LINE` is a line of standard error among others.
"""
import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile


def find(name, text):
    return [value.rstrip() for value in
            re.findall(rf"^; {name}: (.*)$", text, re.M)]


def patched(data, at, value):
    return data[:at] + bytes([value]) + data[at + 1:]


def make_hostile(fixtures, folder):
    """Files that are no plugins, or not to be trusted, made of one that is."""
    good = (pathlib.Path(fixtures) / "short_rows.so").read_bytes()
    note = good.index(b"module short_rows ")
    files = {
        "truncated": good[:1000], "headless": good[1000:], "empty": b"",
        "text": b"#!/bin/sh\necho plugin\n", "zeros": bytes(5000),
        "half": good[:len(good) // 2], "class32": patched(good, 4, 1),
        "big_endian": patched(good, 5, 2), "executable": patched(good, 16, 2),
        "other_machine": patched(good, 18, 3),
        "sections_far_away": patched(good, 45, 0x7f),
        "many_sections": patched(good, 61, 0xff),
        "no_names": patched(good, 62, 0xff),
        "torn_note": patched(good, note, 0),
        "kind_unknown": good.replace(b"module short_rows ", b"modulx short_rows ", 1),
        "renamed": good,
    }
    def place(name):
        (folder / name).mkdir(mode=0o755)
        return folder / name / f"{name}.so"

    for name, data in files.items():
        place(name).write_bytes(data)
    for name, mode in (("loose", 0o666), ("group", 0o664), ("math", 0o644)):
        path = place(name)
        path.write_bytes(good)
        path.chmod(mode)
    os.symlink(pathlib.Path(fixtures) / "short_rows.so", place("link"))
    os.symlink("nowhere", place("dangling"))
    os.mkfifo(place("fifo"))
    place("directory").mkdir()
    (folder / "loose_folder").mkdir()
    (folder / "loose_folder").chmod(0o777)


def check(viv, fixtures, path, folder):
    text = path.read_text().replace("@fixtures@", fixtures)
    text = text.replace("@hostile@", str(folder / "hostile"))
    copy = folder / path.name
    copy.write_text(text)
    def places(line):
        return line.replace("@file@", str(copy))

    expected = [places(line) for line in find("expect", text)]
    status = int((find("status", text) or ["2"])[0])
    options, program = find("run", text), find("program", text)
    command = [viv, "check", "--config", str(copy)]
    if options or program:
        command = [viv, "run", "--config", str(copy),
                   *(shlex.split(options[0]) if options else []),
                   "-c", program[0] if program else ""]
    verb = find("verb", text)
    if verb:
        name, *rest = verb[0].split()
        command = [viv, name, "--config", str(copy), *rest]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    lines = run.stderr.splitlines()
    if run.returncode != status:
        return f"expected status {status}, got {run.returncode}: {lines}"
    for line in expected:
        if not any(line in got for got in lines):
            return f"expected {line!r}, got {lines}"
    for line in find("output", text):
        if places(line) not in run.stdout:
            return f"expected {line!r} in the output, got {run.stdout}"
    traces = find("trace", text)
    for line in traces:
        if line not in lines:
            return f"expected {line!r}, got {lines}"
    if not traces and len(lines) != len(expected):
        return f"expected {len(expected)} lines, got {lines}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viv", required=True)
    parser.add_argument("--fixtures", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    fixtures = str(pathlib.Path(options.fixtures).resolve())
    failed, files = 0, sorted(options.folder.glob("*.ini"))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "hostile").mkdir(mode=0o755)
        make_hostile(fixtures, pathlib.Path(folder) / "hostile")
        for path in files:
            wrong = check(options.viv, fixtures, path,
                          pathlib.Path(folder))
            if wrong:
                failed += 1
                print(f"{path}: {wrong}", flush=True)
    print(f"{len(files) - failed} passed, {failed} failed")
    return failed > 0 or not files


if __name__ == "__main__":
    sys.exit(main())
