from complete import Point, Vault

class Named(Point):
    def __new__(cls, name):
        self = super().__new__(cls, 1)
        self.name = name
        return self

n = Named("n")
print(n.name, n, n + n, type(n + n).__name__)  # expect: n Point(1.0, 0.0) Point(2.0, 0.0) Named

class Bank(Vault):  # raises: TypeError: type 'Vault' is not an acceptable base type
    pass
