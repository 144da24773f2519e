try:
    raise ExceptionGroup('g', [ValueError(1), TypeError(2), ValueError(3)])
except* ValueError as e:
    print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1), ValueError(3)])
except* TypeError as e:
    print(repr(e))  # expect: ExceptionGroup('g', [TypeError(2)])
