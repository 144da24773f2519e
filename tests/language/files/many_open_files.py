# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.open = 3
for _ in range(20):
    with open("text.txt") as file:
        pass
files = [open("text.txt") for _ in range(3)]
open("text.txt")  # raises: OSError: [Errno 24] Too many open files: 'text.txt'
