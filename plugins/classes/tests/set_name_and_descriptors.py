class D:
    def __set_name__(self, owner, name): print(owner.__name__, name)
    def __get__(self, obj, owner): return 'got'
class C:
    d = D()
# expect: C d
print(C.d, C().d)  # expect: got got
