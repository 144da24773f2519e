try:
    print("reached", __import__('os\0math'))
except Exception:
    print("closed")  # expect: closed
