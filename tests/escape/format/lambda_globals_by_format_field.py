victim = lambda: 0


try:
    print("reached", '{0.__globals__}'.format(victim))
except Exception:
    print("closed")  # expect: closed
