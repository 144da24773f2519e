try:
    print("reached", str.format('{0.__globals__}', lambda: 0))
except Exception:
    print("closed")  # expect: closed
