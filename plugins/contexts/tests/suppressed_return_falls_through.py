class C:
    def __enter__(self): pass
    def __exit__(self, *a): return True
def f():
    with C():
        raise ValueError
        return 1
    return 'after'
print(f())  # expect: after
