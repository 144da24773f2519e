class A:
    def __await__(self):
        x = yield 'asked'
        return x * 2
async def f():
    return await A()
c = f()
print(c.send(None))  # expect: asked
try:
    c.send(21)
except StopIteration as e:
    print(e.value)  # expect: 42
