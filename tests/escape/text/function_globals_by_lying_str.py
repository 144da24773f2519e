class Lying(str):
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 0

    def __str__(self):
        return "harmless"


def victim():
    return 1


try:
    print("reached", getattr(victim, Lying('__globals__')))
except Exception:
    print("closed")  # expect: closed
