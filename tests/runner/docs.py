"""docs.py - docs/configuration.md has each key of each section: of policies, and of the
kernel's own.

    docs.py docs/configuration.md SOURCES
"""
import pathlib
import re
import sys

ROW = re.compile(r"VIV_(?:WORDS|SIZE|NUMBER|FLAG|TEXT_SETTING)\(\s*\w+, (\w+),")
KERNEL_ROW = re.compile(r'^    \{"([\w-]+)", VIV_SETTING_', re.M)


def tables(root):
    """Each section and its keys, from the sources."""
    loader = (root / "kernel/host/loader.c").read_text()
    for section in "vivarium", "modules":
        table = re.search(rf"{section}_keys\[\] = {{(.*?)^}};", loader, re.M | re.S)
        yield section, KERNEL_ROW.findall(table[1])
    yield "files", ROW.findall((root / "kernel/host/files.c").read_text())
    for folder in sorted((root / "policies").iterdir()):
        if folder.is_dir():
            source = (folder / f"{folder.name}.c").read_text()
            yield folder.name, ROW.findall(source)


def main():
    page, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = page.read_text()
    failed = 0
    for name, keys in tables(root):
        wanted = sorted(key.replace("_", "-") for key in keys)
        section = re.search(rf"^##+ \[{name}\]\n(.*?)(?=^##|\Z)", text,
                            re.M | re.S)
        found = (sorted(re.findall(r"^\| `([\w-]+)`", section[1], re.M))
                 if section else None)
        if found != wanted:
            failed = 1
            print(f"{page}: [{name}]: expected keys {wanted}, found {found}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
