try:
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise
    except* KeyError:
        pass
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1), TypeError(2)])
