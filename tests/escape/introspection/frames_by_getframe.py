try:
    print("reached", __import__('sys')._getframe())
except Exception:
    print("closed")  # expect: closed
