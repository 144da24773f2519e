# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
class Liar(str):
    def __fspath__(self):
        return "text.txt"
    def __str__(self):
        return "text.txt"
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__

class Twice:
    paths = ["text.txt", "../elsewhere/secret"]
    def __fspath__(self):
        return self.paths.pop()

for path in Liar("../elsewhere/secret"), Twice(), "text.txt\0../elsewhere/secret":
    try:
        print(open(path).read())
    except (OSError, ValueError) as error:
        print(error)
# expect: [Errno 13] Permission denied: '../elsewhere/secret'
# expect: [Errno 13] Permission denied: '../elsewhere/secret'
# expect: embedded null byte
