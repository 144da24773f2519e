def victim():
    return 1


try:
    print("reached", next(thing.__code__ for thing in [victim]))
except Exception:
    print("closed")  # expect: closed
