def numbers():
    yield 1


victim = numbers()


try:
    print("reached", object.__getattribute__(victim, 'gi_frame'))
except Exception:
    print("closed")  # expect: closed
