#!/usr/bin/env python3
"""Ten runs of a program spend the same steps, ten starts make the same world.

usage: repeat.py --viv VIV [SCRIPT...]
"""
import argparse
import json
import subprocess
import sys

TIMES = 10


def output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout


def steps(viv, script):
    usage = json.loads(output([viv, "run", "--json-result", script]))["usage"]
    return usage["steps"], usage["memory_peak"]


def world(viv):
    return output([viv, "check"]).splitlines()[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--viv", required=True)
    parser.add_argument("scripts", nargs="*")
    options = parser.parse_args()
    wrong = []

    for script in options.scripts:
        seen = {steps(options.viv, script) for _ in range(TIMES)}
        if len(seen) != 1:
            wrong.append(f"{script}: steps and bytes differ: {sorted(seen)}")
    seen = {world(options.viv) for _ in range(TIMES)}
    if len(seen) != 1 or not seen.pop().startswith("world: "):
        wrong.append("the world's hash differs")
    print("\n".join(wrong))
    return len(wrong) != 0


if __name__ == "__main__":
    sys.exit(main())
