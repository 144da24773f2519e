try:
    raise KeyError('k')  # raises: KeyError: 'k'
except* ValueError:
    print('never')
