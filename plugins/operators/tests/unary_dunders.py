class U:
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'invert'
    def __bool__(self): return False
print(-U(), +U(), ~U(), not U())  # expect: neg pos invert True
