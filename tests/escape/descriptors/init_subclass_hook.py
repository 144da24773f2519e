try:
    print("reached", type('B', (), {'__init_subclass__': classmethod(lambda c: print(c.__init_subclass__.__func__.__globals__))}) and type('D', (type('B', (), {'__init_subclass__': classmethod(lambda c: (lambda: 0).__globals__)}),), {}))
except Exception:
    print("closed")  # expect: closed
