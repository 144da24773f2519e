try:
    raise ValueError('v')
except* ValueError as e:
    print(repr(e), e.exceptions)  # expect: ExceptionGroup('', (ValueError('v'),)) (ValueError('v'),)
