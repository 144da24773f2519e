class Lying(str):
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 0

    def __str__(self):
        return "harmless"


def numbers():
    yield 1


victim = numbers()


try:
    print("reached", getattr(victim, Lying('gi_frame')))
except Exception:
    print("closed")  # expect: closed
