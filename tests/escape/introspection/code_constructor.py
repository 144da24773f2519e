try:
    print("reached", type((lambda: 0).__code__))
except Exception:
    print("closed")  # expect: closed
