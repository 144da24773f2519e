def f(x):
    match x:
        case n if n > 10: return 'big', n
        case n: return 'n', n
print(f(11), f(3))  # expect: ('big', 11) ('n', 3)
