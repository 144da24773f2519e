match [1, [2, (3, 4)], 5]:
    case [a, [b, (c, 0)], d]:
        print('never')
    case [a, [b, [c, d]], *e]:
        print(a, b, c, d, e)  # expect: 1 2 3 4 [5]
match [1, 2, 3]:
    case [*start, x, y]:
        print(start, x, y)  # expect: [1] 2 3
