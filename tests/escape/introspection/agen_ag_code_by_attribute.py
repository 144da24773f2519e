async def later():
    yield 1


victim = later()


try:
    print("reached", victim.ag_code)
except Exception:
    print("closed")  # expect: closed
