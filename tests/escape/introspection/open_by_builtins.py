try:
    print("reached", __import__('builtins').open)
except Exception:
    print("closed")  # expect: closed
