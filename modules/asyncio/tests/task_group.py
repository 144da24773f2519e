import asyncio


async def fail():
    await asyncio.sleep(0)
    raise KeyError('k')


async def wait():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print('cancelled')  # expect: cancelled
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(wait())
            group.create_task(fail())
    except* KeyError as e:
        print(e)  # expect: unhandled errors in a TaskGroup (1 sub-exception)


asyncio.run(main())
