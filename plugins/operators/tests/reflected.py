class R:
    def __radd__(self, other):
        return 'radd', other
    def __add__(self, other):
        return NotImplemented
print(1 + R())  # expect: ('radd', 1)
print([] + R())  # expect: ('radd', [])
