try:
    print("reached", __import__('string').Formatter().format('{0.__globals__}', lambda: 0))
except Exception:
    print("closed")  # expect: closed
