async def gen():
    x = yield 1
    print('sent', x)
    yield 2
async def f():
    g = gen()
    print(await g.asend(None), await g.asend('s'))
    try:
        await g.asend(None)
    except StopAsyncIteration:
        print('end')
    print([x async for x in (y * 2 async for y in gen())])
try:
    f().send(None)
except StopIteration:
    pass
# expect: sent s
# expect: 1 2
# expect: end
# expect: sent None
# expect: [2, 4]
