"""symbols.py - the library exports exactly what sdk/vivarium.symbols lists, and that
is what the headers declare.

    symbols.py LIBRARY SDK      compares
    symbols.py --write SDK      writes the list anew from the headers
"""
import pathlib
import re
import subprocess
import sys

MARKED = re.compile(r"^VIV_API\s[^;{(]*?\b(viv_\w+)\s*\(", re.M)
# Headers may make all of their functions visible at once.
VISIBLE = re.compile(r"#pragma GCC visibility push\(default\)(.*?)"
                     r"#pragma GCC visibility pop", re.S)
PLAIN = re.compile(r"^(?!static|typedef|VIV_API)[a-z][\w ]*?[ *]\**(viv_\w+)\(",
                   re.M)


def declared_names(sdk):
    names = set()
    for header in (sdk / "include").rglob("*.h"):
        text = header.read_text()
        names |= set(MARKED.findall(text))
        for part in VISIBLE.findall(text):
            names |= set(PLAIN.findall(part))
    return names


def version_of(name, sdk):
    """The first recorded version that has it, else the one that is being made."""
    records = sorted((sdk / "releases").glob("*.abi"),
                     key=lambda path: [int(part) for part in path.stem.split(".")])
    for path in records:
        if f"\nfunction {name} " in path.read_text():
            return path.stem
    text = (sdk / "include/vivarium/version.h").read_text()
    return ".".join(re.findall(r"#define VIV_SDK_M\w+ (\d+)", text))


def write(sdk):
    lines = ["# What libvivarium exports: names in order, and the version of the SDK that",
             "# each came in. Written by tests/runner/symbols.py --write sdk."]
    (sdk / "vivarium.symbols").write_text("\n".join(
        lines + [f"{name} {version_of(name, sdk)}"
                 for name in sorted(declared_names(sdk))]) + "\n")


def exported_names(library):
    nm = subprocess.run(["nm", "-D", "--defined-only", library], text=True,
                        capture_output=True, check=True).stdout
    names = {line.split()[-1].split("@")[0] for line in nm.splitlines()}
    return names - {"VIVARIUM_1"}


def compare(library, sdk):
    listed = {line.split()[0] for line in (sdk / "vivarium.symbols").read_text()
              .splitlines() if line.startswith("viv_")}
    exported, declared = exported_names(library), declared_names(sdk)
    wrong = [f"{name}: {what}" for names, what in (
        (listed - exported, "listed, but not exported"),
        (exported - listed, "exported, but not listed"),
        (declared - listed, "declared, but not listed"),
        (listed - declared, "listed, but not declared"),
    ) for name in sorted(names)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2])
    sys.exit(write(folder) if sys.argv[1] == "--write"
             else compare(sys.argv[1], folder))
