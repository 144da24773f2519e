try:
    print("reached", '{0:{1.__globals__}}'.format(1, lambda: 0))
except Exception:
    print("closed")  # expect: closed
