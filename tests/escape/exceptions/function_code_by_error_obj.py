def victim():
    return 1


try:
    victim.__code__.missing
except AttributeError as error:
    print(type(getattr(error, "obj", None)).__name__ in ("dict", "code", "frame"))  # expect: False
