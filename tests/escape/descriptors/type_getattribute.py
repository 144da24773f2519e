try:
    print("reached", type.__getattribute__(type(lambda: 0), '__globals__').__get__(lambda: 0))
except Exception:
    print("closed")  # expect: closed
