# config: vivarium.policies = +output
# config: output.stdout-to = none
# config: output.lines = 3
# stopped: output limit of 3 lines reached
for line in range(10):
    print(line)
