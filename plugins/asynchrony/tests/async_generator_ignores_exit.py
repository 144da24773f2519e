async def gen():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def main():
    g = gen()
    print(await anext(g))  # expect: 1
    await g.aclose()


main().send(None)  # raises: RuntimeError: async generator ignored GeneratorExit
