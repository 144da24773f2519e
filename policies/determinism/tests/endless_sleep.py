# config: vivarium.policies = +determinism
import time
for _ in range(20):
    time.sleep(8e9)
print(time.time() > 2e9)   # expect: True
print(time.time_ns() > 0)  # expect: True
