print(ascii(b"a\xffb".decode("utf-8", "surrogateescape")))  # expect: 'a\udcffb'
b"a\xffb".decode()
# raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte
