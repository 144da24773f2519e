"""outside.py - compares with what is not in this repository, where it is there.

    outside.py scripts --viv build/viv FOLDER ...    CPython 3.14 runs our scripts too
    outside.py errors --viv build/viv                texts of errors
    outside.py syntax --viv build/viv                syntax trees
    outside.py GROUP --viv build/viv                 CPython's own tests, by group

VIV_ORACLE_CMD is the command of a CPython 3.14, VIV_CONFORMANCE the folder of the
conformance tools. Without them the status is 77: skipped. tests/conformance/floor.json
says how much must pass at least.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

import run as scripts

SKIPPED = 77
TESTS = pathlib.Path(__file__).resolve().parent.parent
FLOOR = TESTS / "conformance" / "floor.json"
OURS = re.compile(r"^#\s*(config|args|stopped|differs):", re.M)
COUNTS = re.compile(r"(\d+) (?:passed|same|identical)")


def needed(name):
    value = os.environ.get(name)
    if not value:
        print(f"skipped: {name} is not set")
        sys.exit(SKIPPED)
    return value


def oracle_difference(command, path):
    """What CPython does otherwise than the script's comments say, or None."""
    _, expected, raises, _ = scripts.read_script(path)
    run = subprocess.run(
        [*command, str(path)], capture_output=True, text=True,
        errors="backslashreplace", timeout=120, stdin=subprocess.DEVNULL)
    return (scripts.difference(expected, run.stdout.splitlines())
            or scripts.check_end(run, raises, None))


def compare_scripts(options):
    command = shlex.split(needed("VIV_ORACLE_CMD"))
    paths = sorted(path for folder in options.folders
                   for path in folder.rglob("*.py")
                   if not OURS.search(path.read_text(errors="replace")))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ends = pool.map(lambda path: oracle_difference(command, path), paths)
        for path, wrong in zip(paths, ends):
            if wrong:
                failed += 1
                print(f"{path}: {wrong}", flush=True)
    print(f"{len(paths) - failed} as CPython, {failed} not")
    return failed > 0


def tool(name, *arguments):
    """Runs a conformance tool; what it printed."""
    path = pathlib.Path(needed("VIV_CONFORMANCE")) / name
    run = subprocess.run([sys.executable, str(path), *arguments], text=True,
                         stdout=subprocess.PIPE)
    print(run.stdout[-2000:], end="")
    return run.stdout


def hold(name, passed):
    """More may pass than the floor says, not less."""
    least = json.loads(FLOOR.read_text()).get(name, 0)
    print(f"{name}: {passed} passed, the floor is {least}")
    return passed < least


def compare_errors(options):
    text = tool("errors_compare.py", "--cmd",
                f"{options.viv.resolve()} run {{file}}")
    return hold("errors", int(COUNTS.findall(text)[-1]))


def compare_syntax(options):
    command = needed("VIV_ORACLE_CMD")
    folder = pathlib.Path(needed("VIV_CONFORMANCE")) / "syntax314"
    text = tool("ast_compare.py", "--viv", str(options.viv.resolve()),
                "--oracle", command, str(folder))
    return hold("syntax", int(COUNTS.findall(text)[-1]))


def compare_group(options):
    config = TESTS / "conformance.ini"
    command = (f"{options.viv.resolve()} run --config {config} "
               "--module-path {path} {file}")
    text = tool("run.py", "--cmd", command, "--group", options.what)
    return hold(options.what, int(COUNTS.findall(text)[-1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what")
    parser.add_argument("--viv", default="build/viv", type=pathlib.Path)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    compare = {"scripts": compare_scripts, "errors": compare_errors,
               "syntax": compare_syntax}.get(options.what, compare_group)
    return compare(options)


if __name__ == "__main__":
    sys.exit(main())
