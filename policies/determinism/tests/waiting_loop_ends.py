# config: vivarium.policies = +determinism
# config: determinism.tick = 0.001
import time
end = time.monotonic() + 1
while time.monotonic() < end:
    pass
print("done")  # expect: done
