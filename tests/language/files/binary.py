# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
with open("folder/bytes", "rb") as file:
    print(file.read(3), file.tell(), file.seek(-2, 2), file.read())
    # expect: b'\x00\x01\x02' 3 254 b'\xfe\xff'
    buffer = bytearray(2)
    print(file.seek(65), file.readinto(buffer), buffer)  # expect: 65 2 bytearray(b'AB')
    print(file.peek()[:2], file.read1(1))                # expect: b'CD' b'C'
