import sys


class Upper:
    def write(self, text):
        pieces.append(text)


pieces = []
kept, sys.stdout = sys.stdout, Upper()
print("a", "b", sep="-")
exec(compile("1 + 1", "<prompt>", "single"))
sys.stdout = kept
print(pieces)  # expect: ['a', '-', 'b', '\n', '2', '\n']
