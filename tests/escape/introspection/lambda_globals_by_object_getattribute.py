victim = lambda: 0


try:
    print("reached", object.__getattribute__(victim, '__globals__'))
except Exception:
    print("closed")  # expect: closed
