class A:
    __secret = 5
    def get(self):
        __local = 1
        return self.__secret + __local
    def names(self):
        __x = 1
        return list(locals())
print(A().get(), A._A__secret)  # expect: 6 5
print(A().names())  # expect: ['self', '_A__x']
