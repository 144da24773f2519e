try:
    print("reached", __loader__)
except Exception:
    print("closed")  # expect: closed
