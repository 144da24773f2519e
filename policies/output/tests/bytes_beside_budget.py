# config: vivarium.policies = +output
# config: output.bytes = 4
# config: budget.output = 3
# stopped: output limit of 3 bytes reached
print("12345")  # expect: 123
