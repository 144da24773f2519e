def f(x):
    match x:
        case [a, b] | {'a': a, 'b': b} | (a, b, _): return a, b
print(f([1, 2]), f({'b': 4, 'a': 3}), f((5, 6, 7)), f(0))  # expect: (1, 2) (3, 4) (5, 6) None
