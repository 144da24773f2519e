try:
    print("reached", '{0[__globals__]}'.format(type('G', (), {'__getitem__': lambda s, k: getattr(lambda: 0, k)})()))
except Exception:
    print("closed")  # expect: closed
