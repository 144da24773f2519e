def f(v):
    match v:
        case [('a' | 'b') as k, x] | {'k': k, 'x': (int(x) | [x])}: return k, x
    return None
print(f(['a', 1]), f({'k': 1, 'x': [2]}), f({'k': 1, 'x': 3}), f(['c', 1]))  # expect: ('a', 1) (1, 2) (1, 3) None
