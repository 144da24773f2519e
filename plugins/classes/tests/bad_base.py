class C(5): pass  # raises: TypeError: int expected at most 2 arguments, got 3
