def numbers():
    yield 1


victim = numbers()


try:
    print("reached", type(victim).__dict__['gi_code'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
