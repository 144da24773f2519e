"""journal.py - what was done to a journal is found: `viv audit verify`.

    journal.py --viv build/viv
"""
import argparse
import hashlib
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

INI = """[vivarium]
inherit = default
policies = +audit
[imports]
allow = math
[audit]
file = {journal}
questions = import
"""
PROGRAM = """
for name in "math", "json", "time", "re":
    try:
        __import__(name)
    except ImportError:
        pass
"""


def rehashed(line):
    """A changed line with the hash that it would have."""
    text = line[:line.index(',"hash":')]
    return f'{text},"hash":"{hashlib.sha256(text.encode()).hexdigest()}"}}\n'


def swapped(lines):
    return [lines[0], lines[2], lines[1], *lines[3:]]


def changed(lines):
    return [line.replace('"verdict":"deny"', '"verdict":"allow"')
            if '"about":"json"' in line else line for line in lines]


def forged(lines):
    """Everything after the change hashed anew: only the head tells."""
    previous, made = "0" * 64, []
    for line in changed(lines):
        start = line.index('"previous":"') + len('"previous":"')
        made.append(rehashed(line[:start] + previous + line[start + 64:]))
        previous = json.loads(made[-1])["hash"]
    return made


# What is done, and the message: the line, what was expected, what was found.
CASES = {
    "nothing": (lambda lines: lines, None),
    "a text is changed": (changed, ":2: expected hash "),
    "changed, with its hash": (lambda lines: list(map(
        lambda line, old: line if line == old else rehashed(line),
        changed(lines), lines)), ":3: expected previous hash "),
    "all hashed anew": (forged, ":8: expected hash "),
    "two lines swapped": (swapped, ":2: expected line 2, found 3"),
    "a line is missing": (lambda lines: lines[:3] + lines[4:],
                          ":4: expected line 4, found 5"),
    "the first is missing": (lambda lines: lines[1:],
                             ":1: expected line 1, found 2"),
    "the last is missing": (lambda lines: lines[:-1],
                            ":8: expected line 8 of 8, found the end of the file"),
    "torn": (lambda lines: [*lines[:-1], lines[-1][:-9]],
             ":8: expected a line end, found the end of the file"),
    "empty": (lambda lines: [], ":1: expected line 1 of 8, found the end of"),
    "twice the same": (lambda lines: [lines[0], *lines],
                       ":2: expected line 2, found 1"),
    "a line of something else": (lambda lines: [*lines[:4], "{}\n", *lines[4:]],
                                 ":5: expected a line of a journal"),
    "a line is added by hand": (lambda lines: [*lines, lines[-1].replace(
        '"line":8', '"line":9')], ":9: expected previous hash "),
}


class Journal:
    def __init__(self, viv, folder):
        self.viv, self.path = viv, pathlib.Path(folder) / "journal"
        self.head = pathlib.Path(f"{self.path}.head")
        self.config = pathlib.Path(folder) / "audit.ini"
        self.config.write_text(INI.format(journal=self.path))

    def run(self, program=PROGRAM, **options):
        return subprocess.run([self.viv, "run", "--config", self.config, "-c",
                               program], capture_output=True, text=True,
                              **options)

    def verify(self, *head):
        return subprocess.run([self.viv, "audit", "verify", self.path, *head],
                              capture_output=True, text=True)


def check_case(journal, whole, change, message):
    journal.path.write_text("".join(change(list(whole))))
    run = journal.verify()
    if (run.returncode == 0) != (message is None):
        return f"status {run.returncode}: {run.stdout}{run.stderr}"
    if message is not None and f"{journal.path}{message}" not in run.stdout:
        return f"expected {message!r}, got {run.stdout!r}"
    return None


def check_together(journal):
    """Six processes at a time make one chain; an old head still holds."""
    old = journal.head.with_name("old")
    old.write_text(journal.head.read_text())
    before = len(journal.path.read_text().splitlines())
    started = [subprocess.Popen([journal.viv, "run", "--config", journal.config,
                                 "-c", PROGRAM]) for _ in range(6)]
    if any(process.wait() for process in started):
        return "a run failed"
    lines = len(journal.path.read_text().splitlines())
    if lines != before + 6 * 4:
        return f"expected {before + 24} lines, found {lines}"
    for head in [], [old]:
        if journal.verify(*head).returncode:
            return journal.verify(*head).stdout
    return None


def refused(run, message):
    if run.returncode != 2 or message not in run.stderr:
        return f"expected {message!r}, got {run.returncode}: {run.stderr}"
    return None


def check_start(journal):
    """Nothing starts on a journal that cannot be gone on with."""
    text = journal.path.read_text()
    journal.path.write_text(text[:-3])
    wrong = refused(journal.run(), "its last line is torn")
    journal.path.write_text(text)
    journal.path.chmod(0o666)
    wrong = wrong or refused(journal.run(), "others can write to it")
    journal.path.chmod(0o600)
    return wrong


def check_full(journal):
    """What cannot be noted is denied, and the journal stays whole. Its beginning
    is a hole, since the limit is on all files that the command writes."""
    text = journal.path.read_bytes()
    limit = 256 << 20
    with journal.path.open("r+b") as file:
        file.seek(limit - 500 - len(text))
        file.write(text)
    runs = [journal.run("import math", restore_signals=False, preexec_fn=lambda:
                        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            for _ in range(2)]
    if runs[0].returncode:
        return runs[0].stderr
    if "policy 'audit' cannot note this (import)" not in runs[1].stderr:
        return f"status {runs[1].returncode}: {runs[1].stderr}"
    with journal.path.open("rb") as file:
        file.seek(-3, 2)
        return None if file.read() == b'"}\n' else "a torn line was left"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viv", required=True)
    options = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(options.viv, folder)
        for _ in range(2):
            if (run := journal.run()).returncode:
                sys.exit(run.stderr)
        whole = journal.path.read_text().splitlines(keepends=True)
        ends = {name: check_case(journal, whole, *case)
                for name, case in CASES.items()}
        journal.path.write_text("".join(whole))
        ends["together"] = check_together(journal)
        ends["start"] = check_start(journal)
        ends["full"] = check_full(journal)
        failed = [f"{name}: {wrong}" for name, wrong in ends.items() if wrong]
    print("\n".join(failed))
    return len(failed) != 0


if __name__ == "__main__":
    sys.exit(main())
