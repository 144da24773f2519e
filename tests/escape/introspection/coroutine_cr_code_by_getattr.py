async def later():
    pass


victim = later()


try:
    print("reached", getattr(victim, 'cr_code'))
except Exception:
    print("closed")  # expect: closed
