try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


match victim:
    case object(tb_frame=found):
        print("reached", found)
    case _:
        print("closed")  # expect: closed
