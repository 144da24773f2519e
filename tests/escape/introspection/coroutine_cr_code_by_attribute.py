async def later():
    pass


victim = later()


try:
    print("reached", victim.cr_code)
except Exception:
    print("closed")  # expect: closed
