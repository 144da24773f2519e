try:
    print("reached", __import__('sys').path)
except Exception:
    print("closed")  # expect: closed
