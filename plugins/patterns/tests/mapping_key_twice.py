class C:
    a = 'k'
    b = 'k'
match {'k': 1}:
    case {C.a: x, C.b: y}: pass
