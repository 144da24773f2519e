async def later():
    pass


victim = later()


try:
    print("reached", type(victim).__dict__['cr_code'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
