try:
    try:
        1 / 0
    finally:
        {}['k']
except KeyError as e:
    print(repr(e.__context__))  # expect: ZeroDivisionError('division by zero')
