#!/usr/bin/env python3
"""Runs scripts that exhaust memory, and looks at what their processes held.

usage: resident.py --viv VIV FOLDER

Each script names its limit as `# args: --memory 64M`. How it ends is for run.py to
check; here no process may ever have held more than the limit and 32 MiB.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

SLACK = 32 << 20
LIMIT = re.compile(r"^# args:.*--memory (\d+)M", re.M)


def peak(command):
    """The largest resident size of the process, in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    return os.wait4(process.pid, 0)[2].ru_maxrss << 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--viv", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    failed = 0

    for path in sorted(options.folder.glob("*.py")):
        limit = int(LIMIT.search(path.read_text())[1]) << 20
        used = peak([options.viv, "run", "--memory", str(limit), "--timeout",
                     "5", str(path)])
        failed += used > limit + SLACK
        if used > limit + SLACK:
            print(f"{path}: {used >> 20} MiB under a limit of {limit >> 20}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
