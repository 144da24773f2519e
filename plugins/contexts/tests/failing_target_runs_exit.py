class C:
    def __enter__(self): return 5
    def __exit__(self, t, v, tb): print(t.__name__)
with C() as (a, b):  # raises: TypeError: cannot unpack non-iterable int object
    pass
# expect: TypeError
