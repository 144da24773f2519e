try:
    print("reached", __import__('operator').methodcaller('__getattribute__', '__globals__')(lambda: 0))
except Exception:
    print("closed")  # expect: closed
