match [1, [2, 3]]:
    case [x, [2, y] as inner] as whole:
        print(x, y, inner, whole)  # expect: 1 3 [2, 3] [1, [2, 3]]
match 5:
    case 1 | 5 as n: print(n)  # expect: 5
    case int() as m: print('never')
