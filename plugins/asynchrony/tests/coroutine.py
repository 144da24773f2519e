async def f(x):
    return x + 1
async def g():
    return await f(1) + await f(2)
c = g()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)  # expect: 5
