x, y = 5, 'a'
print(f'{x}', f'<{x}>', f'{x}{y}', f'{{}}', f'')  # expect: 5 <5> 5a {}
print(f'{x + 1} {y!r} {y!s:>3}|', 'a' f'{x}' 'b')  # expect: 6 'a'   a| a5b
