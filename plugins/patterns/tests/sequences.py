def f(x):
    match x:
        case []: return 'empty'
        case [a]: return 'one', a
        case [a, *rest, 9]: return 'nine', a, rest
        case (a, b, *_): return 'more', a, b
        case _: return 'no'
print(f([]), f((1,)), f([1, 2, 9]), f([1, 2, 3]), f(range(3)))  # expect: empty ('one', 1) ('nine', 1, [2]) ('more', 1, 2) ('more', 0, 1)
print(f('ab'), f(b'ab'), f({1: 2}), f(iter([])), f({1, 2}))  # expect: no no no no no
