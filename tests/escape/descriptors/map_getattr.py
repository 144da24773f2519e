try:
    print("reached", list(map(getattr, [lambda: 0], ['__globals__']))[0])
except Exception:
    print("closed")  # expect: closed
