"""policies.py - what the policies of `default` cost: instructions, counted by callgrind,
and CPU time.

    policies.py --build build [--small] [PROGRAM ...]

Each program runs under `default` without a time limit, and with the policy `allow` of
tests/fixtures instead. A line `SIZE = N  # small: M` in it is changed by --small. The
exit status is 1 if they cost more than 2 % of the instructions of a program.
"""
import argparse
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

MOST = 0.02
RUNS = 5
SIZE = re.compile(r"^SIZE = \d+  # small: (\d+)$", re.M)
COLLECTED = re.compile(r"Collected : (\d+)")

DEFAULT = """[vivarium]
inherit = default
[budget]
time = 0
"""
ALLOW = """[vivarium]
families = *
modules = *
plugin-path = {folder}
policies = allow
"""
PROGRAMS = {
    "nothing": "",
    "imports": "import json, re, dataclasses, random, datetime\n",
    "calls": "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(20))\n",
    "attributes": "class A:\n    def __init__(self):\n        self.n = 0\n"
                  "    def up(self):\n        self.n += 1\n        return self\n"
                  "a = A()\nfor _ in range(30000):\n    a.up()\nprint(a.n)\n",
    "getattr": "names = ['real', 'imag', 'numerator', 'denominator']\n"
               "for n in range(8000):\n    for name in names:\n"
               "        getattr(n, name)\n",
    "printing": "for n in range(5000):\n    print(n, n * n)\n",
    "compiling": "for n in range(300):\n    exec(f'def f(a, b):\\n"
                 "    return [a + b * {n} for a in range(3)]')\n",
}


def instructions(command):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = COLLECTED.search(run.stderr)
    if run.returncode or not found:
        sys.exit(f"{command}: status {run.returncode}\n{run.stderr}")
    return int(found[1])


def seconds(command):
    """The least CPU time of some runs."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime
                     + after.ru_stime - before.ru_stime)
    return min(times)


def measure(viv, configs, program):
    commands = [[viv, "run", "--config", config, program] for config in configs]
    return ([instructions(command) for command in commands]
            + [seconds(command) for command in commands])


def sources(paths, small):
    for path in paths:
        text = path.read_text()
        yield path.stem, SIZE.sub(r"SIZE = \1", text) if small else text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", default="build", type=pathlib.Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("programs", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    build = options.build.resolve()
    worst = 0
    print(f"{'program':20}{'allow':>14}{'default':>14}{'more':>9}{'time':>9}")
    with tempfile.TemporaryDirectory() as folder:
        configs = [pathlib.Path(folder) / name for name in ("default", "allow")]
        configs[0].write_text(DEFAULT)
        configs[1].write_text(ALLOW.format(folder=folder))
        (pathlib.Path(folder) / "policies").mkdir(mode=0o755)
        shutil.copy(build / "fixtures/allow.so", f"{folder}/policies")
        programs = sources(options.programs, options.small)
        for name, text in programs if options.programs else PROGRAMS.items():
            program = pathlib.Path(folder) / "program.py"
            program.write_text(text)
            with_, without, time, time_without = measure(build / "viv", configs,
                                                         program)
            more = with_ / without - 1
            worst = max(worst, more)
            print(f"{name:20}{without:14,}{with_:14,}{more:9.2%}"
                  f"{time / time_without - 1:9.1%}", flush=True)
    return worst > MOST


if __name__ == "__main__":
    sys.exit(main())
