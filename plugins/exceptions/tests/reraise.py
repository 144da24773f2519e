def f():
    try:
        raise KeyError('k')
    except KeyError:
        try:
            raise ValueError('v')
        except ValueError:
            pass
        raise
f()  # raises: KeyError: 'k'
