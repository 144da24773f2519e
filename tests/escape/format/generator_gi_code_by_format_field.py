def numbers():
    yield 1


victim = numbers()


try:
    print("reached", '{0.gi_code}'.format(victim))
except Exception:
    print("closed")  # expect: closed
