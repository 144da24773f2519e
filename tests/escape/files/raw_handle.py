# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
file = open("text.txt").buffer.raw._file
kind = type(file)
for attempt in (lambda: kind("../elsewhere/secret", 1), lambda: kind("text.txt", 2),
                lambda: kind.__new__(kind), lambda: object.__new__(kind).read(1)):
    try:
        print(attempt())
    except (OSError, TypeError) as error:
        print(type(error).__name__)
# expect: PermissionError
# expect: PermissionError
# expect: TypeError
# expect: OSError
file.close()
try:
    file.read(1)
except OSError as error:
    print(error)  # expect: [Errno 9] Bad file descriptor
