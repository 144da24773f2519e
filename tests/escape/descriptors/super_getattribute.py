try:
    print("reached", super(type(lambda: 0), lambda: 0).__globals__)
except Exception:
    print("closed")  # expect: closed
