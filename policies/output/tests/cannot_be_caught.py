# config: vivarium.policies = +output
# config: output.lines = 1
# stopped: output limit of 1 lines reached
try:
    while True:
        print("again")
except BaseException:
    print("caught")
finally:
    print("finally")
# expect: again
