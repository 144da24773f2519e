def subject():
    print('subject')
    return 3
match subject():
    case 1: pass
    case 2: pass
    case n: print(n)
# expect: subject
# expect: 3
match 1, 2:
    case 1, y: print(y)  # expect: 2
