#!/usr/bin/env python3
"""Ten runs of a program spend the same steps, ten starts make the same world.

usage: repeat.py --viv VIV [--config INI] [SCRIPT...]

With a configuration, they print the same and end in the same way, too.
"""
import argparse
import json
import subprocess
import sys

TIMES = 10


def result(viv, config, script):
    command = [viv, "run", "--json-result"]
    command += ["--config", config] if config else []
    run = subprocess.run(command + [script], stdout=subprocess.PIPE, text=True)
    usage = json.loads(run.stdout)["usage"]
    facts = usage["steps"], usage["memory_peak"]
    if not config:
        return facts
    plain = subprocess.run([*command[:2], *command[3:], script],
                           capture_output=True, text=True)
    return *facts, plain.returncode, plain.stdout, plain.stderr


def world(viv):
    run = subprocess.run([viv, "check"], stdout=subprocess.PIPE, text=True)
    return run.stdout.splitlines()[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--viv", required=True)
    parser.add_argument("--config")
    parser.add_argument("scripts", nargs="*")
    options = parser.parse_args()
    wrong = []

    for script in options.scripts:
        seen = {result(options.viv, options.config, script)
                for _ in range(TIMES)}
        if len(seen) != 1:
            wrong.append(f"{script}: runs differ: {sorted(seen)}")
    seen = {world(options.viv) for _ in range(TIMES)}
    if len(seen) != 1 or not seen.pop().startswith("world: "):
        wrong.append("the world's hash differs")
    print("\n".join(wrong))
    return len(wrong) != 0


if __name__ == "__main__":
    sys.exit(main())
