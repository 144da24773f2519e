import asyncio


async def one(x):
    return x


async def main():
    return sum(await asyncio.gather(*[one(x) for x in range(300)]))


print(asyncio.run(main()))  # expect: 44850
