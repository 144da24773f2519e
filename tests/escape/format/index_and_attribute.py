try:
    print("reached", '{0[0].__globals__}'.format([lambda: 0]))
except Exception:
    print("closed")  # expect: closed
