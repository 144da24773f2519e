try:
    print("reached", __import__('sys').modules['os'])
except Exception:
    print("closed")  # expect: closed
