#!/usr/bin/env python3
"""Deep and endless recursion ends in a result or an exception, never in a crash.

usage: recursion.py --viv VIV [NAME...]

Runs the programs of programs.txt and the texts of sources.txt, each with the
default C stack and with the smallest.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent
STACKS = ["1M", "256K"]


def programs():
    for part in (FOLDER / "programs.txt").read_text().split("\n== ")[1:]:
        name, text = part.split("\n", 1)
        yield name, text


def sources():
    for line in (FOLDER / "sources.txt").read_text().splitlines():
        if not line.startswith("#"):
            name, expression = line.split(": ", 1)
            yield name, eval(expression, {"N": 100000}) + "\n"


def failure(command):
    """What is wrong with how the command ended, or None."""
    try:
        run = subprocess.run(command, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, timeout=60)
    except subprocess.TimeoutExpired:
        return "does not end"
    last = run.stderr.decode(errors="replace").rstrip().rpartition("\n")[2]
    if run.returncode not in (0, 1):
        return f"status {run.returncode}: {last[:200]}"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--viv", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    failed = 0

    for name, text in [*programs(), *sources()]:
        if options.names and name not in options.names:
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(text)
            file.flush()
            for stack in STACKS:
                wrong = failure([options.viv, "run", "--c-stack", stack,
                                 "--timeout", "30", "--memory", "256M",
                                 file.name])
                if wrong:
                    print(f"{name}, C stack of {stack}: {wrong}")
                    failed += 1
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
