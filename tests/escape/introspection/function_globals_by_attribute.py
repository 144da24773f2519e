def victim():
    return 1


try:
    print("reached", victim.__globals__)
except Exception:
    print("closed")  # expect: closed
