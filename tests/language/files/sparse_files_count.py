# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
# config: files.bytes = 1K
open("out", "wb").truncate(1025)  # raises: OSError: [Errno 28] No space left on device
