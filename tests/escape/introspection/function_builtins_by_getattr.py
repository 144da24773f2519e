def victim():
    return 1


try:
    print("reached", getattr(victim, '__builtins__'))
except Exception:
    print("closed")  # expect: closed
