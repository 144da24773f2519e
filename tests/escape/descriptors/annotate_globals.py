try:
    print("reached", (lambda: 0).__annotate__.__globals__)
except Exception:
    print("closed")  # expect: closed
