def victim():
    return 1


try:
    print("reached", object.__getattribute__(victim, '__code__'))
except Exception:
    print("closed")  # expect: closed
