try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", type(victim).__dict__['tb_frame'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
