try:
    print("reached", __import__('sys').path_hooks)
except Exception:
    print("closed")  # expect: closed
