# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
with open("out", "w", newline="\r\n") as file:
    file.write("a\nb\n")
print(open("out", "rb").read())                   # expect: b'a\r\nb\r\n'
print(open("out").readlines())                    # expect: ['a\n', 'b\n']
print(open("out", newline="").readlines())        # expect: ['a\r\n', 'b\r\n']
print(open("out", newline="\r").readlines())      # expect: ['a\r', '\nb\r', '\n']
file = open("out")
print(repr(file.readline()), file.tell(), file.newlines == "\r\n")  # expect: 'a\n' 3 True
