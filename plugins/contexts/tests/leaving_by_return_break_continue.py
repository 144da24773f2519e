class C:
    def __enter__(self): pass
    def __exit__(self, *a): print('exit', a)
def f():
    with C():
        return 'returned'
print(f())
# expect: exit (None, None, None)
# expect: returned
for i in range(2):
    with C():
        if i: break
        continue
# expect: exit (None, None, None)
# expect: exit (None, None, None)
