async def later():
    pass


victim = later()


try:
    print("reached", '{0.cr_code}'.format(victim))
except Exception:
    print("closed")  # expect: closed
