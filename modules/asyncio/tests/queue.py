import asyncio


async def consume(queue):
    while True:
        print(await queue.get())
        queue.task_done()


async def main():
    queue = asyncio.Queue(2)
    consumer = asyncio.create_task(consume(queue))
    for item in 'abc':
        await queue.put(item)
    await queue.join()
    consumer.cancel()
    print(queue.empty())


asyncio.run(main())
# expect: a
# expect: b
# expect: c
# expect: True
