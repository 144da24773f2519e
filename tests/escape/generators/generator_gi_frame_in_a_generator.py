def numbers():
    yield 1


victim = numbers()


try:
    print("reached", next(thing.gi_frame for thing in [victim]))
except Exception:
    print("closed")  # expect: closed
