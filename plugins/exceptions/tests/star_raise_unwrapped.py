try:
    try:
        raise ExceptionGroup('g', [ValueError(1)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1)])
