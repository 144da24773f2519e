async def gen():
    await Wait()
    yield 1


class Wait:
    def __await__(self):
        yield 'waits'


g = gen()
first = g.asend(None)
print(first.send(None), g.ag_running)  # expect: waits True
g.aclose().send(None)  # raises: RuntimeError: aclose(): asynchronous generator is already running
