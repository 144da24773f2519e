class Holder:
    @property
    def look(self):
        return self.victim.tb_frame


try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


holder = Holder()
holder.victim = victim
try:
    print("reached", holder.look)
except Exception:
    print("closed")  # expect: closed
