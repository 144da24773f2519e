class D(dict):
    def __missing__(self, k): return 'made'
d = D()
match d:
    case {'x': v}: print('never')
    case _: print(len(d))  # expect: 0
