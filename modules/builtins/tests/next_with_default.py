print(next(iter([]), 7))  # expect: 7
next(iter([]))  # raises: StopIteration
