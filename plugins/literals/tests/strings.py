print('a' "b" 'c')  # expect: abc
print(r'\n', '\n' == chr(10), '\x41\u00e9\N{BULLET}')  # expect: \n True Aé•
print(b'\x00a', rb'\x')  # expect: b'\x00a' b'\\x'
print('''two
lines''')
# expect: two
# expect: lines
