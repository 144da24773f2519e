# args: --memory 64M --timeout 20
import re

pattern = re.compile(r"(a|b|ab)*c")
for _ in range(200000):
    pattern.match("abababab")
print("done")  # expect: done
