try:
    print("reached", __import__('sys').settrace(print))
except Exception:
    print("closed")  # expect: closed
