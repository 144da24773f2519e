# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
for encoding in "latin-1", "utf-8-sig", "utf-16", "utf-32":
    with open("out", "w", encoding=encoding) as file:
        file.write("ä")
        file.write("ö")
    print(len(open("out", "rb").read()), open("out", encoding=encoding).read())
# expect: 2 äö
# expect: 7 äö
# expect: 6 äö
# expect: 12 äö
open("out", "wb").write(b"\xffa")
print(open("out", errors="ignore").read())           # expect: a
print(ascii(open("out", errors="surrogateescape").read()))  # expect: '\udcffa'
open("out").read()
# raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
