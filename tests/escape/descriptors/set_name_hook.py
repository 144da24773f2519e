try:
    print("reached", type('D', (), {'d': type('N', (), {'__set_name__': lambda s, o, n: s.__set_name__.__func__.__globals__})()}))
except Exception:
    print("closed")  # expect: closed
