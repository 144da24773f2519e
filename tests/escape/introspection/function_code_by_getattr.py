def victim():
    return 1


try:
    print("reached", getattr(victim, '__code__'))
except Exception:
    print("closed")  # expect: closed
