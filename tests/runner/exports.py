"""exports.py - a plugin exports its descriptor only and has no writable objects."""
import subprocess
import sys

path = sys.argv[1]
failed = []
nm = subprocess.run(["nm", "-D", "--defined-only", path], text=True,
                    capture_output=True, check=True).stdout.splitlines()
if len(nm) != 1:
    failed.append("expected one exported symbol, got: " + "; ".join(nm))

# crtbegin brings three objects of its own; sanitizers bring more.
own = {"completed.0", "__dso_handle", "__TMC_END__", "_edata", "_end",
       "__bss_start", "__data_start"}
table = subprocess.run(["nm", path], text=True, capture_output=True,
                       check=True).stdout.splitlines()
if not any("__asan" in line or "__tsan" in line for line in table):
    for line in table:
        kind, name = line.split()[-2:]
        if kind in "dDbB" and name not in own:
            section = subprocess.run(["objdump", "-t", path], text=True,
                                     capture_output=True, check=True).stdout
            row = [r for r in section.splitlines() if r.endswith(" " + name)]
            if any("\t" in r and r.split("\t")[0].split()[-1] in
                   (".data", ".bss") for r in row):
                failed.append("writable object: " + name)
for line in failed:
    print(f"{path}: {line}")
sys.exit(bool(failed))
