class P:
    __match_args__ = ('x',)
try:
    match P():
        case P(1, 2): pass
except TypeError as e:
    print(e)  # expect: P() accepts 1 positional sub-pattern (2 given)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e:
    print(e)  # expect: int() accepts 1 positional sub-pattern (2 given)
P.__match_args__ = ['x']
try:
    match P():
        case P(1): pass
except TypeError as e:
    print(e)  # expect: P.__match_args__ must be a tuple (got list)
match 5:
    case print(): pass  # raises: TypeError: called match pattern must be a class
