try:
    print("reached", '{0.__code__!r}'.format(lambda: 0))
except Exception:
    print("closed")  # expect: closed
