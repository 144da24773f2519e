try:
    print("reached", __import__('os').environ)
except Exception:
    print("closed")  # expect: closed
