# config: budget.output = 10
print("12345678901")  # expect: 1234567890
# stopped: output limit of 10 bytes reached
