# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
with open("out", "w+") as file:
    file.write("one\ntwo\n")
    print(file.seek(0), repr(file.readline()), file.tell())  # expect: 0 'one\n' 4
    file.write("2")
    print(file.seek(0), file.read().split())                 # expect: 0 ['one', '2wo']
    print(file.truncate(3), file.seek(0), file.read())       # expect: 3 0 one
