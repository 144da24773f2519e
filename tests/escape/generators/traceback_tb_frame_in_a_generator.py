try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", next(thing.tb_frame for thing in [victim]))
except Exception:
    print("closed")  # expect: closed
