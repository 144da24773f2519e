def f(x):
    match x:
        case {'a': 1, 'b': b}: return 'ab', b
        case {'k': [x, y], **rest}: return x, y, rest
        case {}: return 'mapping'
        case _: return 'no'
print(f({'a': 1, 'b': 2}), f({'k': (1, 2), 'z': 3}), f({}), f({'k': 1}))  # expect: ('ab', 2) (1, 2, {'z': 3}) mapping mapping
print(f([]))  # expect: no
