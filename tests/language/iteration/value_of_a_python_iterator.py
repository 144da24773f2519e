class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration('value')


def outer():
    print((yield from Inner()))  # expect: value


print(list(outer()))  # expect: []
