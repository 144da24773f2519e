def victim():
    return 1


try:
    print("reached", '{0.__builtins__}'.format(victim))
except Exception:
    print("closed")  # expect: closed
