# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
open("new", "x").write("first")
print(open("new").read())  # expect: first
open("new", "x")  # raises: FileExistsError: [Errno 17] File exists: 'new'
