import asyncio


async def work(number, delay):
    await asyncio.sleep(delay)
    print('done', number)
    return number


async def main():
    return await asyncio.gather(work(1, 0.02), work(2, 0.01), work(3, 0))


print(asyncio.run(main()))
# expect: done 3
# expect: done 2
# expect: done 1
# expect: [1, 2, 3]
