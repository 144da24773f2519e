def numbers():
    yield 1


victim = numbers()


try:
    victim.gi_frame.missing
except AttributeError as error:
    print(type(getattr(error, "obj", None)).__name__ in ("dict", "code", "frame"))  # expect: False
