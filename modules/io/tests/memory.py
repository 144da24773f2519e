from io import BytesIO, StringIO

s = StringIO("ab\ncd\n")
print(repr(s.read(1)), repr(s.readline()), s.readlines(), s.tell(), list(StringIO("x\ny")))  # expect: 'a' 'b\n' ['cd\n'] 6 ['x\n', 'y']
s = StringIO()
s.write("hello")
s.seek(1)
s.write("EY")
print(s.getvalue(), s.tell(), s.read(), s.truncate(2), s.getvalue())  # expect: hEYlo 3 lo 2 hE
b = BytesIO(b"abc\nd")
print(b.readline(), b.read(), b.seek(-1, 2), b.read(), b.write(b"zz"), b.getvalue())  # expect: b'abc\n' b'd' 4 b'd' 2 b'abc\ndzz'
