"""native_call.py - CPU time of calls through the SDK, compared with CPython.

    native_call.py --viv build/viv --python python3.11
"""
import argparse
import resource
import subprocess

PROGRAMS = {
    "math.sqrt(float)": """
import math
def run(n):
    x = 2.5
    for i in range(n):
        y = math.sqrt(x)
run(10_000_000)
""",
    "sqrt(int)": """
from math import sqrt
def run(n):
    total = 0.0
    for i in range(n):
        total += sqrt(i)
run(10_000_000)
""",
}


def seconds(command):
    """The least user time of five runs."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(command, check=True)
        times.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return min(times)


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--viv", default="build/viv")
parser.add_argument("--python", default="python3.11")
options = parser.parse_args()
for name, program in PROGRAMS.items():
    ours = seconds([options.viv, "run", "-c", program])
    theirs = seconds([options.python, "-I", "-c", program])
    print(f"{name}: {ours:.3f} s, CPython {theirs:.3f} s: {theirs / ours:.2f} times as fast")
