class C:
    def __enter__(self):
        print('enter')
        return 'value'
    def __exit__(self, *exc):
        print('exit', exc)
with C() as v:
    print(v)
# expect: enter
# expect: value
# expect: exit (None, None, None)
with C(): pass
# expect: enter
# expect: exit (None, None, None)
