def g():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        try:
            raise
        except ZeroDivisionError as e:
            print('same', e)
        yield 2
i = g()
next(i)
try:
    raise KeyError('outer')
except KeyError:
    next(i)
    try:
        raise
    except KeyError as e:
        print(e)
# expect: same division by zero
# expect: 'outer'
