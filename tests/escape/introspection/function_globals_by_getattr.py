def victim():
    return 1


try:
    print("reached", getattr(victim, '__globals__'))
except Exception:
    print("closed")  # expect: closed
