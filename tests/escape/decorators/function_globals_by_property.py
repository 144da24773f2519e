class Holder:
    @property
    def look(self):
        return self.victim.__globals__


def victim():
    return 1


holder = Holder()
holder.victim = victim
try:
    print("reached", holder.look)
except Exception:
    print("closed")  # expect: closed
