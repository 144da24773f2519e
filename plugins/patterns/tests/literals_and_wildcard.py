def f(x):
    match x:
        case 1 | 2: return 'small'
        case -3: return 'minus'
        case 1.5: return 'float'
        case 'a' | b'a': return 'text'
        case 2 + 3j: return 'complex'
        case _: return 'other'
print([f(x) for x in (1, 2, 2.0, True, -3, 1.5, 'a', b'a', 2 + 3j, None)])  # expect: ['small', 'small', 'small', 'small', 'minus', 'float', 'text', 'text', 'complex', 'other']
