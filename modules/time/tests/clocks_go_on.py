import time
a = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - a >= 0.01, time.time() > 1e9)  # expect: True True
