try:
    print("reached", type('M', (type,), {'__getattr__': lambda c, n: getattr(lambda: 0, n)})('C', (), {}).__globals__)
except Exception:
    print("closed")  # expect: closed
