# config: budget.steps = 100000
try:
    while True:
        pass
except BaseException:
    print("caught")
finally:
    print("finally")
# stopped: step limit of 100000 reached
