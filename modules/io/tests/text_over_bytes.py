import io
stream = io.TextIOWrapper(io.BytesIO("ä\r\nb".encode()), encoding="utf-8")
print(stream.readlines())  # expect: ['ä\n', 'b']
raw = io.BytesIO()
out = io.TextIOWrapper(raw, encoding="latin-1", newline="\r\n")
out.write("ä\n")
print(raw.getvalue())  # expect: b'\xe4\r\n'
reader = io.BufferedReader(io.BytesIO(b"one\ntwo"))
print(reader.readline(), reader.peek(), reader.read())  # expect: b'one\n' b'two' b'two'
