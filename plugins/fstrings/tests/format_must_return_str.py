class C:
    def __format__(self, spec): return 5
f'{C()}'  # raises: TypeError: __format__ must return a str, not int
