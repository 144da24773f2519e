class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        print('closed')  # expect: closed


def outer():
    try:
        yield from Inner()
    except GeneratorExit as e:
        print(type(e).__name__)  # expect: GeneratorExit
        raise


g = outer()
next(g)
g.close()
