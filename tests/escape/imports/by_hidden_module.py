try:
    print("reached", __import__('sys').modules['posix'])
except Exception:
    print("closed")  # expect: closed
