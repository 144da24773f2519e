"""config.py - INI files and what the command says about them.

    config.py --viv build/viv --fixtures build/fixtures FOLDER

Each FILE.ini has comments: `; expect: TEXT` for each line that standard error must
have (TEXT may be a part of it), `; status: N` (else 2), `; run: OPTIONS` to run an
empty program with these options instead of `viv check`. @fixtures@ and @file@ stand
for paths.
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile


def find(name, text):
    return [value.rstrip() for value in
            re.findall(rf"^; {name}: (.*)$", text, re.M)]


def check(viv, fixtures, path, folder):
    text = path.read_text().replace("@fixtures@", fixtures)
    copy = folder / path.name
    copy.write_text(text)
    expected = [line.replace("@file@", str(copy))
                for line in find("expect", text)]
    status = int((find("status", text) or ["2"])[0])
    options = find("run", text)
    command = ([viv, "run", "--config", str(copy), *shlex.split(options[0]),
                "-c", ""] if options else [viv, "check", "--config", str(copy)])
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    lines = run.stderr.splitlines()
    if run.returncode != status:
        return f"expected status {status}, got {run.returncode}: {lines}"
    for line in expected:
        if not any(line in got for got in lines):
            return f"expected {line!r}, got {lines}"
    if len(lines) != len(expected):
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
