try:
    print("reached", vars(type(lambda: 0))['__globals__'].__get__(1))
except Exception:
    print("closed")  # expect: closed
