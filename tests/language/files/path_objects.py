# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
class Path:
    def __fspath__(self):
        return "text.txt"

print(open(Path()).readline(), end="")      # expect: one
print(open(b"text.txt").readline(), end="")  # expect: one
open(1.5)  # raises: TypeError: expected str, bytes or os.PathLike object, not float
