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
       "__bss_start", "__data_start", ".data", ".bss"}
table = subprocess.run(["objdump", "-t", path], text=True, capture_output=True,
                       check=True).stdout.splitlines()
if not any("__asan" in line or "__tsan" in line for line in table):
    for line in table:
        head, _, tail = line.partition("\t")
        if not tail or head.split()[-1] not in (".data", ".bss"):
            continue
        name = tail.split()[-1]
        if name not in own:
            failed.append("writable object: " + name)
for line in failed:
    print(f"{path}: {line}")
sys.exit(bool(failed))
