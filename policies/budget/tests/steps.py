# config: budget.steps = 100000
while True:
    pass
# stopped: step limit of 100000 reached
