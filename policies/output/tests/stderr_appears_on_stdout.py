# config: vivarium.policies = +output
# config: output.stderr-to = stdout
import sys
print("a")                   # expect: a
print("b", file=sys.stderr)  # expect: b
