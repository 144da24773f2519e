# config: vivarium.policies = +output
# config: output.lines = 2
# stopped: output limit of 2 lines reached
print("one\ntwo\nthree")
# expect: one
# expect: two
