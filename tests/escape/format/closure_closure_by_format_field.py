def outer():
    secret = 1

    def victim():
        return secret
    return victim


victim = outer()


try:
    print("reached", '{0.__closure__}'.format(victim))
except Exception:
    print("closed")  # expect: closed
