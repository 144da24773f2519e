x = 5
t = t'a{x}b{x!r:>{x}}'
print(type(t).__name__, t.strings, t.values)  # expect: Template ('a', 'b', '') (5, 5)
i = t.interpolations[1]
print(i.value, i.expression, i.conversion, i.format_spec)  # expect: 5 x r >5
