async def later():
    pass


victim = later()


try:
    print("reached", object.__getattribute__(victim, 'cr_code'))
except Exception:
    print("closed")  # expect: closed
