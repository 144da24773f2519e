class B:
    def __bool__(self):
        raise ValueError('no truth')
B() and 1  # raises: ValueError: no truth
