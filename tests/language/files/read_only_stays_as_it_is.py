# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
READ, CREATE, EMPTY = 1, 8, 32  # what the type below open() takes
opened = type(open("text.txt", "rb").raw._file)
for access in (READ | EMPTY, READ | CREATE, EMPTY, CREATE):
    try:
        opened("text.txt", access)
    except PermissionError as error:
        print(error.strerror)
# expect: Permission denied
# expect: Permission denied
# expect: Permission denied
# expect: Permission denied
print(len(open("text.txt").read()) > 0)  # expect: True
