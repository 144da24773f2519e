def f():
    try:
        raise ExceptionGroup('g', [ValueError()])
    except* ValueError as e:
        pass
    e
f()  # raises: UnboundLocalError: cannot access local variable 'e' where it is not associated with a value
