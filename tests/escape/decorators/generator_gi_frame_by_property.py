class Holder:
    @property
    def look(self):
        return self.victim.gi_frame


def numbers():
    yield 1


victim = numbers()


holder = Holder()
holder.victim = victim
try:
    print("reached", holder.look)
except Exception:
    print("closed")  # expect: closed
