class C:
    def __enter__(self): pass
    def __exit__(self, *a): print('exit', a[0] and a[0].__name__)
def f():
    try:
        with C():
            try:
                1 / 0
            finally:
                print('inner')
    except ZeroDivisionError:
        return 'caught'
print(f())
# expect: inner
# expect: exit ZeroDivisionError
# expect: caught
