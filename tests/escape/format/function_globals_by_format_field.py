def victim():
    return 1


try:
    print("reached", '{0.__globals__}'.format(victim))
except Exception:
    print("closed")  # expect: closed
