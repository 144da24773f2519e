try:
    print("reached", __import__('functools').reduce(getattr, ['__init__', '__globals__'], type('C', (), {'__init__': lambda s: None})))
except Exception:
    print("closed")  # expect: closed
