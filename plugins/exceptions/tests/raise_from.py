try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError('v') from z
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__)  # expect: ZeroDivisionError('division by zero') True
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError from None
except KeyError as e:
    print(e.__cause__, e.__suppress_context__, repr(e.__context__))  # expect: None True ZeroDivisionError('division by zero')
