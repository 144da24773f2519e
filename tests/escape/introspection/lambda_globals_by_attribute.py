victim = lambda: 0


try:
    print("reached", victim.__globals__)
except Exception:
    print("closed")  # expect: closed
