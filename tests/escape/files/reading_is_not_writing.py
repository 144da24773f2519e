# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
for mode in "w", "a", "x", "r+", "w+", "rb+":
    try:
        open("text.txt", mode)
    except PermissionError as error:
        print(error)
# expect: [Errno 13] Permission denied: 'text.txt'
# expect: [Errno 13] Permission denied: 'text.txt'
# expect: [Errno 13] Permission denied: 'text.txt'
# expect: [Errno 13] Permission denied: 'text.txt'
# expect: [Errno 13] Permission denied: 'text.txt'
# expect: [Errno 13] Permission denied: 'text.txt'
print(open("text.txt").readline(), end="")  # expect: one
