"""docs.py - docs/configuration.md has each setting of each policy, in its section."""
import pathlib
import re
import sys

page, policies = sys.argv[1:]
text = pathlib.Path(page).read_text()
failed = 0
for folder in sorted(pathlib.Path(policies).iterdir()):
    if not folder.is_dir():
        continue
    source = (folder / f"{folder.name}.c").read_text()
    settings = re.findall(r"VIV_(?:WORDS|SIZE|NUMBER|FLAG|TEXT_SETTING)"
                          r"\(\w+, (\w+),", source)
    section = re.search(rf"^### \[{folder.name}\]\n(.*?)(?=^##|\Z)", text,
                        re.M | re.S)
    keys = re.findall(r"^\| `([\w-]+)`", section[1], re.M) if section else []
    wanted = [name.replace("_", "-") for name in settings]
    if section is None or sorted(keys) != sorted(wanted):
        failed = 1
        print(f"{page}: [{folder.name}]: expected keys {wanted}, found {keys}")
sys.exit(failed)
