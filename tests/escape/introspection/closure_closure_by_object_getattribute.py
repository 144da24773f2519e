def outer():
    secret = 1

    def victim():
        return secret
    return victim


victim = outer()


try:
    print("reached", object.__getattribute__(victim, '__closure__'))
except Exception:
    print("closed")  # expect: closed
