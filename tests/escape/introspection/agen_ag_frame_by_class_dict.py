async def later():
    yield 1


victim = later()


try:
    print("reached", type(victim).__dict__['ag_frame'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
