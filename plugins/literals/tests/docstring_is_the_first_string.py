"""What this is."""
print(__doc__)  # expect: What this is.
def f():
    "of f"
def g():
    b"no"
print(f.__doc__, g.__doc__)  # expect: of f None
