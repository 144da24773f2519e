try:
    print("reached", __import__('functools').partial(lambda: 0).func.__globals__)
except Exception:
    print("closed")  # expect: closed
