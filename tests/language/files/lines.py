# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
with open("text.txt") as file:
    print(repr(file.readline()), file.readlines())  # expect: 'one\n' ['two\n', 'thrée\n']
    print(repr(file.readline()))                    # expect: ''
print([line for line in open("text.txt")])  # expect: ['one\n', 'two\n', 'thrée\n']
