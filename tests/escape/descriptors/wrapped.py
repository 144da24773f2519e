try:
    print("reached", type('W', (), {'__wrapped__': lambda: 0}).__wrapped__.__globals__)
except Exception:
    print("closed")  # expect: closed
