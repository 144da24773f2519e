"""profiles.py - one program under the five profiles, as docs/configuration.md says.

    profiles.py --viv build/viv docs/configuration.md

The page has a block of Python and a table: profile, exit status, what is printed.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile


def outcome(viv, folder, profile, program):
    config = folder / f"{profile}.ini"
    config.write_text(f"[vivarium]\ninherit = {profile}\n")
    run = subprocess.run(
        [viv, "run", "--config", str(config), "-c", program], text=True,
        capture_output=True, input="Ada\n", timeout=60)
    return run.returncode, run.stdout.replace("\n", " ").strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viv", required=True)
    parser.add_argument("page", type=pathlib.Path)
    options = parser.parse_args()
    text = options.page.read_text()
    program = re.search(r"<!-- five -->\n```python\n(.*?)```", text, re.S)[1]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| `([^`]*)` \|", text, re.M)
    wrong = len(rows) != 5 or len({row[1:] for row in rows}) != 5
    with tempfile.TemporaryDirectory() as name:
        for profile, status, printed in rows:
            got = outcome(options.viv, pathlib.Path(name), profile, program)
            print(profile, *got)
            wrong |= got != (int(status), printed)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
