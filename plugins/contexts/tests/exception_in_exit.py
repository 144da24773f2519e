class C:
    def __enter__(self): pass
    def __exit__(self, *a): raise KeyError('exit')
try:
    with C():
        raise ValueError('body')
except KeyError as e:
    print(e, repr(e.__context__))  # expect: 'exit' ValueError('body')
