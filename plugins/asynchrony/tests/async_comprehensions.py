async def gen(n):
    for i in range(n): yield i
async def one(x): return x
async def f():
    a = [x async for x in gen(3)]
    b = {x: y async for x in gen(2) for y in [x] if x}
    c = [await one(x) for x in range(2)]
    d = {x for x in [1] if await one(x)}
    e = [[y async for y in gen(x)] async for x in gen(3)]
    return a, b, c, d, e
try:
    f().send(None)
except StopIteration as e:
    print(e.value)  # expect: ([0, 1, 2], {1: 1}, [0, 1], {1}, [[], [0], [0, 1]])
