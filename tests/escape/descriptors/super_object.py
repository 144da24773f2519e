try:
    print("reached", super(type, type).__getattribute__('__globals__'))
except Exception:
    print("closed")  # expect: closed
