# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
# config: files.bytes = 1K
file = open("out", "wb")
print(file.write(b"x" * 1024))  # expect: 1024
file.write(b"y")  # raises: OSError: [Errno 28] No space left on device
