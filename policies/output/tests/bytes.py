# config: vivarium.policies = +output
# config: output.bytes = 4
# stopped: output limit of 4 bytes reached
print("äöü")  # expect: äö
