try:
    print("reached", __import__('sys').stdout.fileno())
except Exception:
    print("closed")  # expect: closed
