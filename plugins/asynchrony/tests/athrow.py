async def gen():
    try:
        yield 1
    except ValueError as e:
        yield str(e)


async def main():
    g = gen()
    await anext(g)
    print(await g.athrow(ValueError('in')))  # expect: in
    print(await anext(g, 'default'))  # expect: default


try:
    main().send(None)
except StopIteration:
    pass
