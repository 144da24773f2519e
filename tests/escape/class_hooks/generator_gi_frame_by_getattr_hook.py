class Proxy:
    def __init__(self, victim):
        self.victim = victim

    def __getattr__(self, name):
        return getattr(self.victim, name)


def numbers():
    yield 1


victim = numbers()


try:
    print("reached", Proxy(victim).gi_frame)
except Exception:
    print("closed")  # expect: closed
