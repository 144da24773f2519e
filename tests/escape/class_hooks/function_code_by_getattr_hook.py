class Proxy:
    def __init__(self, victim):
        self.victim = victim

    def __getattr__(self, name):
        return getattr(self.victim, name)


def victim():
    return 1


try:
    print("reached", Proxy(victim).__code__)
except Exception:
    print("closed")  # expect: closed
