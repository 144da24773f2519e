try:
    print("reached", __import__('sys').executable)
except Exception:
    print("closed")  # expect: closed
