# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
for shift in range(3):
    text = "x" * (32768 - shift) + "€" * 5 + "\r\nend"
    open("out", "w", newline="").write(text)
    with open("out") as file:
        print(file.readline()[-6:] == "€€€€€\n", file.readline())
# expect: True end
# expect: True end
# expect: True end
