x = 1
t = t'{x=}'
print(t.strings, t.interpolations[0].conversion, t.interpolations[0].expression)  # expect: ('x=', '') r x
