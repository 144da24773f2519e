def victim():
    return 1


try:
    print("reached", victim.__code__)
except Exception:
    print("closed")  # expect: closed
