def outer():
    secret = 1

    def victim():
        return secret
    return victim


victim = outer()


try:
    print("reached", type(victim).__dict__['__closure__'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
