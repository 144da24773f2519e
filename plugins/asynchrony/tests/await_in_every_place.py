async def v(x): return x
async def f():
    d = {await v('k'): await v(1)}
    d[await v('k')] += await v(5)
    return f'{await v(2)}', d, (await v(3) if await v(1) else 0), -await v(4)
try:
    f().send(None)
except StopIteration as e:
    print(e.value)  # expect: ('2', {'k': 6}, 3, -4)
