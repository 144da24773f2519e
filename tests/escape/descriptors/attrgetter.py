try:
    print("reached", __import__('operator').attrgetter('__globals__')(lambda: 0))
except Exception:
    print("closed")  # expect: closed
