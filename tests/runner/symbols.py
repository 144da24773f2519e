"""symbols.py - the library exports exactly what sdk/vivarium.symbols lists, and
that is what the headers declare."""
import pathlib
import re
import subprocess
import sys

library, sdk = sys.argv[1], pathlib.Path(sys.argv[2])
listed = {line.strip() for line in (sdk / "vivarium.symbols").read_text()
          .splitlines() if line.startswith("viv_")}
nm = subprocess.run(["nm", "-D", "--defined-only", library], text=True,
                    capture_output=True, check=True).stdout
exported = {line.split()[-1].split("@")[0] for line in nm.splitlines()}
exported.discard("VIVARIUM_1")
declared = set()
for header in (sdk / "include").rglob("*.h"):
    declared |= set(re.findall(r"^VIV_API\s[^;{(]*?\b(viv_\w+)\s*\(",
                               header.read_text(), re.M))
failed = 0
for name, what, where in (
        *((n, "listed", "not exported") for n in listed - exported),
        *((n, "exported", "not listed") for n in exported - listed),
        *((n, "declared", "not listed") for n in declared - listed),
        *((n, "listed", "not declared") for n in listed - declared)):
    print(f"{name}: {what}, but {where}")
    failed = 1
sys.exit(failed)
