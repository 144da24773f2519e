try:
    print("reached", quit.__class__.__init__.__globals__)
except Exception:
    print("closed")  # expect: closed
