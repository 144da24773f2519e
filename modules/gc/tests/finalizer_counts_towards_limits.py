# args: --max-steps 100000
import gc

class Thing:
    def __del__(self):
        while True:
            pass

Thing()
gc.collect()
print("never")
# stopped: step limit of 100000 reached
