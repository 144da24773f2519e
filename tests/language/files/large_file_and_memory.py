# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
# config: budget.memory = 16M
with open("out", "wb") as file:
    for _ in range(40):
        file.write(b"x" * 2**20)
print(sum(len(part) for part in iter(lambda f=open("out", "rb"): f.read(2**16), b"")))
# expect: 41943040
try:
    open("out", "rb").read()
except MemoryError:
    print("too much")  # expect: too much
