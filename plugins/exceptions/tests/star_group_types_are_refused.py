try:
    raise ValueError
except* ExceptionGroup:  # raises: TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.
    pass
