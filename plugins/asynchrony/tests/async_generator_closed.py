async def gen():
    try:
        yield 1
    finally:
        print('finally')
async def f():
    g = gen()
    await anext(g)
    await g.aclose()
try:
    f().send(None)
except StopIteration:
    print('done')
# expect: finally
# expect: done
