try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", victim.tb_frame)
except Exception:
    print("closed")  # expect: closed
