try:
    exec("def f():\n    1 / 0\nf()")
except ZeroDivisionError as error:
    inner = error.__traceback__.tb_next.tb_next
    print(error.__traceback__.tb_lineno, inner.tb_lineno)  # expect: 2 2
exec("x = (")  # raises: SyntaxError: '(' was never closed
