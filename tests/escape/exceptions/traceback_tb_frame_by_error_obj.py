try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    victim.tb_frame.missing
except AttributeError as error:
    print(type(getattr(error, "obj", None)).__name__ in ("dict", "code", "frame"))  # expect: False
