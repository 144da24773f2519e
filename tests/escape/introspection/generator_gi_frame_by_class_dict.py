def numbers():
    yield 1


victim = numbers()


try:
    print("reached", type(victim).__dict__['gi_frame'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
