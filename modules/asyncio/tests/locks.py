import asyncio


async def enter(lock, number):
    async with lock:
        print('in', number)
        await asyncio.sleep(0)
        print('out', number)


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(enter(lock, 1), enter(lock, 2))
    lock.release()


asyncio.run(main())  # raises: RuntimeError: Lock is not acquired.
# expect: in 1
# expect: out 1
# expect: in 2
# expect: out 2
