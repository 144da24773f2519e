victim = lambda: 0


try:
    print("reached", getattr(victim, '__globals__'))
except Exception:
    print("closed")  # expect: closed
