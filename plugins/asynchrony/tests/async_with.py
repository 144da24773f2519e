class C:
    async def __aenter__(self):
        print('enter')
        return 5
    async def __aexit__(self, *a):
        print('exit', a[0] and a[0].__name__)
        return True
async def f():
    async with C() as x, C():
        print(x)
    async with C():
        1 / 0
    async with C():
        return 'returned'
try:
    f().send(None)
except StopIteration as e:
    print(e.value)
# expect: enter
# expect: enter
# expect: 5
# expect: exit None
# expect: exit None
# expect: enter
# expect: exit ZeroDivisionError
# expect: enter
# expect: exit None
# expect: returned
