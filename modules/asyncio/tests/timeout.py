import asyncio


async def main():
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError as e:
        print(type(e.__cause__).__name__)  # expect: CancelledError
    async with asyncio.timeout(5) as limit:
        await asyncio.sleep(0)
    print(limit.expired())  # expect: False


asyncio.run(main())
