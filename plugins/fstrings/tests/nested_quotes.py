d = {'k': 'v'}
print(f'{d['k']}', f"{f'{1 + 1}'}", f'{'a' 'b'}')  # expect: v 2 ab
print(f'''{  # expect: v
    d["k"]  # comment
}''')
