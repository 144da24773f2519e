class C:
    a = 1
    def m(self):
        self.p = self.q = 0
        self.r: int = 1
    @classmethod
    def k(cls): cls.z = 1
print(list(C.__dict__)[:5])  # expect: ['__module__', '__firstlineno__', 'a', 'm', 'k']
print(sorted(C.__static_attributes__))  # expect: ['p', 'q', 'r']
