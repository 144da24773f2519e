try:
    print("reached", __import__('sys').addaudithook(print))
except Exception:
    print("closed")  # expect: closed
