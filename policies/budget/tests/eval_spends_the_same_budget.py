# config: budget.steps = 20000
# stopped: step limit of 20000
exec("while True: pass")
