async def later():
    yield 1


victim = later()


try:
    print("reached", getattr(victim, 'ag_code'))
except Exception:
    print("closed")  # expect: closed
