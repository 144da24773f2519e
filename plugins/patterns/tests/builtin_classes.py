def f(x):
    match x:
        case bool(b): return 'bool', b
        case int(n) | float(n): return 'number', n
        case list([a, *_]): return 'list', a
        case dict({'k': v}): return 'dict', v
        case tuple(t): return 'tuple', t
print(f(True), f(2), f(2.5), f([1, 2]), f({'k': 3}), f((4,)), f(None))  # expect: ('bool', True) ('number', 2) ('number', 2.5) ('list', 1) ('dict', 3) ('tuple', (4,)) None
