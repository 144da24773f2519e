def victim():
    return 1


try:
    print("reached", next(thing.__globals__ for thing in [victim]))
except Exception:
    print("closed")  # expect: closed
