try:
    print("reached", __import__('ctypes').string_at(id(1)))
except Exception:
    print("closed")  # expect: closed
