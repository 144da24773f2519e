class Proxy:
    def __init__(self, victim):
        self.victim = victim

    def __getattr__(self, name):
        return getattr(self.victim, name)


try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", Proxy(victim).tb_frame)
except Exception:
    print("closed")  # expect: closed
