b = bytearray(b"abcdef")
b[1:3] = b
b[::4] = b"XYZ"
print(b)  # expect: bytearray(b'XabcYefdZf')
