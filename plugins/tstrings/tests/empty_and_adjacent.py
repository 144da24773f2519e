print(t''.strings, t'{1}{2}'.strings, t'{1}{2}'.values)  # expect: ('',) ('', '', '') (1, 2)
print(t'a' t'{1}' t'c')  # expect: Template(strings=('a', 'c'), interpolations=(Interpolation(1, '1', None, ''),))
