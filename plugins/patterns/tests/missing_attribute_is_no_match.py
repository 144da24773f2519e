class P:
    __match_args__ = ('x',)
match P():
    case P(x): print('never')
    case P(z=1): print('never')
    case _: print('no match')  # expect: no match
