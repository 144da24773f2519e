# config: capabilities.grant = time:clock
import time

print(time.time() > 0)  # expect: True
