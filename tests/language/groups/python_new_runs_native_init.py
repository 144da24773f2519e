class E(Exception):
    def __new__(cls, *args):
        return super().__new__(cls, 'made')


print(E(1, 2).args)  # expect: (1, 2)
