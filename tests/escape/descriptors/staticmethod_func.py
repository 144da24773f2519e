try:
    print("reached", staticmethod(lambda: 0).__func__.__globals__)
except Exception:
    print("closed")  # expect: closed
