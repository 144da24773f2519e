try:
    print("reached", print.__self__.__dict__['__loader__'])
except Exception:
    print("closed")  # expect: closed
