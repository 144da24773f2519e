try:
    print("reached", '%(x)s' % type('M', (), {'__getitem__': lambda s, k: (lambda: 0).__globals__})())
except Exception:
    print("closed")  # expect: closed
