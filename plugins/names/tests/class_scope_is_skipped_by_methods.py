x = 'global'
class C:
    x = 'class'
    def get(self):
        return x
print(C().get())  # expect: global
