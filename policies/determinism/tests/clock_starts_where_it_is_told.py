# config: vivarium.policies = +determinism
# config: determinism.start = 1000000000
# config: determinism.tick = 0.5
import time
print(time.time())         # expect: 1000000000.5
print(time.time_ns())      # expect: 1000000001000000000
print(time.monotonic())    # expect: 2.5
print(time.process_time()) # expect: 2.0
