async def later():
    yield 1


victim = later()


try:
    print("reached", '{0.ag_code}'.format(victim))
except Exception:
    print("closed")  # expect: closed
