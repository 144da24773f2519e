try:
    print("reached", (lambda: 0).__getattribute__('__globals__'))
except Exception:
    print("closed")  # expect: closed
