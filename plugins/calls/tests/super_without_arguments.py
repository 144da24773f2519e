def f():
    super().x
f()  # raises: RuntimeError: super(): no arguments
