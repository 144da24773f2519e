class C:
    def __format__(self, spec): return 1 / 0
    def __repr__(self): return 'C'
t = t'{C():spec}'
print(t.values, t.interpolations[0].format_spec)  # expect: (C,) spec
