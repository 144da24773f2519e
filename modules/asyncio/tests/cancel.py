import asyncio


async def main():
    task = asyncio.create_task(asyncio.sleep(5), name='sleeper')
    await asyncio.sleep(0)
    task.cancel('enough')
    try:
        await task
    except asyncio.CancelledError as e:
        print(e.args, task.cancelled(), task.get_name())  # expect: ('enough',) True sleeper
    task.result()


asyncio.run(main())  # raises: asyncio.exceptions.CancelledError: enough
