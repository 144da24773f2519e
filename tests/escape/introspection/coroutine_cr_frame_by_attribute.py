async def later():
    pass


victim = later()


try:
    print("reached", victim.cr_frame)
except Exception:
    print("closed")  # expect: closed
