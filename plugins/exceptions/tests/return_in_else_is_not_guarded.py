def f():
    try:
        pass
    except ZeroDivisionError:
        print('never')
    else:
        1 / 0
f()  # raises: ZeroDivisionError: division by zero
