async def later():
    yield 1


victim = later()


try:
    print("reached", '{0.ag_frame}'.format(victim))
except Exception:
    print("closed")  # expect: closed
