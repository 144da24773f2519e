# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
with open("text.txt") as file:
    print(file.read())
# expect: one
# expect: two
# expect: thrée
# expect:
print(file.closed, file.name, file.mode, file.encoding)  # expect: True text.txt r UTF-8
