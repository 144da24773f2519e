import asyncio
import datetime
import random
import sys
import time


class Thing:
    pass


async def later(number):
    await asyncio.sleep(random.random())
    print(number, time.monotonic())


async def race():
    await asyncio.gather(*(later(n) for n in range(5)))


print(random.random(), random.SystemRandom().getrandbits(100))
print(time.time(), time.perf_counter_ns(), time.process_time())
print(datetime.datetime.now(), datetime.datetime.now(datetime.UTC))
print({"a", "b", "c", Thing, 1.5, None}, [hash(x) for x in ("s", b"s", Thing())])
print(Thing(), id(Thing()), object.__hash__(Thing()))
time.sleep(3600)
print(time.time())
asyncio.run(race())
sys.exit(random.randrange(100))
