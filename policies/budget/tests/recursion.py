# config: budget.recursion = 50
def f(): f()
f()  # raises: RecursionError: maximum recursion depth exceeded
