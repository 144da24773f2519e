class C:
    def __enter__(self): pass
    def __exit__(self, *a): print('exit')
with C():
    raise ValueError('v')  # raises: ValueError: v
# expect: exit
