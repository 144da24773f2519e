class Bad:
    def __iter__(self): return self
    def __next__(self): raise ValueError('next')
for x in Bad():  # raises: ValueError: next
    pass
