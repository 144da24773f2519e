# config: budget.memory = 64M
import re

pattern = re.compile(r"(a|b|ab)*c")
for _ in range(200000):
    pattern.match("abababab")
print("done")  # expect: done
