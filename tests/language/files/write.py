# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
with open("out", "w") as file:
    print(file.write("äb\n"), file.tell())  # expect: 3 4
    print("more", file=file)
    file.writelines(["x", "y"])
print(open("out").read().split())  # expect: ['äb', 'more', 'xy']
with open("out", "a") as file:
    file.write("z")
print(open("out", "rb").read())    # expect: b'\xc3\xa4b\nmore\nxyz'
print(open("out", "wb").write(b"short"), open("out").read())  # expect: 5 short
