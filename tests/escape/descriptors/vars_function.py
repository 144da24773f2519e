try:
    print("reached", vars(lambda: 0)['__globals__'])
except Exception:
    print("closed")  # expect: closed
