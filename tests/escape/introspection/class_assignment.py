try:
    print("reached", setattr(1, '__class__', str))
except Exception:
    print("closed")  # expect: closed
