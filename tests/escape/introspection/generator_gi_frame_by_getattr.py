def numbers():
    yield 1


victim = numbers()


try:
    print("reached", getattr(victim, 'gi_frame'))
except Exception:
    print("closed")  # expect: closed
