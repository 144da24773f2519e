t = t'a{1}' + t'b{2!r}{3:x}'
print([type(part).__name__ for part in t])  # expect: ['str', 'Interpolation', 'str', 'Interpolation', 'Interpolation']
print(t.interpolations[1])  # expect: Interpolation(2, '2', 'r', '')
t + 'text'  # raises: TypeError: can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template
