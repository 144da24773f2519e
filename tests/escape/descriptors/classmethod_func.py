try:
    print("reached", classmethod(lambda c: 0).__func__.__globals__)
except Exception:
    print("closed")  # expect: closed
