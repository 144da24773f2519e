# config: budget.time = 0.2
while True:
    pass
# stopped: time limit of 0.2 s reached
