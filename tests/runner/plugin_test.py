"""plugin_test.py - plugins in which `viv plugin-test` must find something.

    plugin_test.py --viv build/viv --built FOLDER FOLDER

FOLDER/NAME/NAME.c has a line `wrong: TEXT` in its first comment for each thing that is
to be found; FOLDER of --built has NAME.so.
"""
import argparse
import pathlib
import re
import subprocess
import sys


def check(viv, built, source):
    expected = re.findall(r"^ \* wrong: (.*)$", source.read_text(), re.M)
    run = subprocess.run(
        [viv, "plugin-test", "--failures", "50", "--tests",
         source.parent / "tests", built / f"{source.stem}.so"],
        capture_output=True, text=True, timeout=300)
    found = [line for line in run.stdout.splitlines()
             if line.startswith("  wrong: ")]
    missing = [text for text in expected
               if not any(line.startswith(f"  wrong: {text}") for line in found)]
    if missing or len(found) != len(expected) or run.returncode != 1:
        return f"{source.stem}: status {run.returncode}, missing {missing}:\n{run.stdout}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viv", required=True)
    parser.add_argument("--built", required=True, type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    sources = sorted(options.folder.glob("*/*.c"))
    wrong = [text for source in sources
             if (text := check(options.viv, options.built.resolve(), source))]
    print("\n".join(wrong + [f"{len(sources) - len(wrong)} passed, {len(wrong)} failed"]))
    return bool(wrong) or not sources


if __name__ == "__main__":
    sys.exit(main())
