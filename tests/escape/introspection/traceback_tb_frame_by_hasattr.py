try:
    1 / 0
except ZeroDivisionError as error:
    victim = error.__traceback__


print(hasattr(victim, 'tb_frame'))  # expect: False
