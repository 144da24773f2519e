try:
    print("reached", __import__('os'))
except Exception:
    print("closed")  # expect: closed
