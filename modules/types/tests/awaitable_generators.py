import types


@types.coroutine
def ask(question):
    answer = yield question
    return answer


async def main():
    return await ask("how many?")


running = main()
print(running.send(None))  # expect: how many?
try:
    running.send(3)
except StopIteration as stop:
    print(stop.value)      # expect: 3
