try:
    print("reached", setattr(len, '__code__', None))
except Exception:
    print("closed")  # expect: closed
