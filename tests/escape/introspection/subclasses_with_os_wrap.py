try:
    print("reached", [c for c in object.__subclasses__() if 'wrap_close' in c.__name__][0].__init__.__globals__)
except Exception:
    print("closed")  # expect: closed
