# config: vivarium.policies = +output
# config: output.lines = 2
print("one")  # expect: one
print("two")  # expect: two
