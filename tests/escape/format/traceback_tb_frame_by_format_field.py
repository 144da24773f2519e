try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


try:
    print("reached", '{0.tb_frame}'.format(victim))
except Exception:
    print("closed")  # expect: closed
