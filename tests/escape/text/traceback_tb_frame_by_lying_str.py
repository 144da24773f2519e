class Lying(str):
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 0

    def __str__(self):
        return "harmless"


try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", getattr(victim, Lying('tb_frame')))
except Exception:
    print("closed")  # expect: closed
