import gc

class Thing:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
        kept.append(self)

kept = []
Thing("a")
gc.collect()
print(len(kept))            # expect: bye a
kept.clear()                # expect: 1
gc.collect()
print(len(kept))            # expect: 0
