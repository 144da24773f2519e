try:
    print("reached", eval("__import__('os')"))
except Exception:
    print("closed")  # expect: closed
