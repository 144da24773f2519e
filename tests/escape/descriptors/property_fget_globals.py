try:
    print("reached", property(lambda s: 0).fget.__globals__)
except Exception:
    print("closed")  # expect: closed
