async def later():
    yield 1


victim = later()


try:
    print("reached", object.__getattribute__(victim, 'ag_code'))
except Exception:
    print("closed")  # expect: closed
