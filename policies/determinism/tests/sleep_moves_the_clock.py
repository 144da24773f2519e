# config: vivarium.policies = +determinism
# config: determinism.tick = 0
import time
before, computing = time.time(), time.process_time()
time.sleep(1000000)
print(time.time() - before)             # expect: 1000000.0
print(time.process_time() - computing)  # expect: 0.0
