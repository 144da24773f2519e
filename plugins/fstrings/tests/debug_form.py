x = 3
print(f'{x=}', f'{x = }', f'{x=!s}', f'{x + 1=:>4}')  # expect: x=3 x = 3 x=3 x + 1=   4
print(f'{"a"=}')  # expect: "a"='a'
