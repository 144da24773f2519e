try:
    print("reached", __import__('sys').meta_path)
except Exception:
    print("closed")  # expect: closed
