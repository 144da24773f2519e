async def later():
    yield 1


victim = later()


try:
    print("reached", getattr(victim, 'ag_frame'))
except Exception:
    print("closed")  # expect: closed
