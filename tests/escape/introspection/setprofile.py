try:
    print("reached", __import__('sys').setprofile(print))
except Exception:
    print("closed")  # expect: closed
