# config: budget.memory = 16M
kept = []
while True:
    kept.append([0] * 100)
# stopped: memory limit of 16 MiB reached
