x = y = 'old'
match [1, 2]:
    case [x, 3]: pass
    case [x, y] if x > 5: pass
    case _: pass
print(x, y)  # expect: 1 2
