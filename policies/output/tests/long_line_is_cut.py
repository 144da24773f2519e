# config: vivarium.policies = +output
# config: output.line = 5
# stopped: output limit of 5 bytes in a line reached
print("12345")  # expect: 12345
print("12", end="")
print("345678")  # expect: 12345
