def f():
    """Only this."""
print(f(), f.__doc__)  # expect: None Only this.
