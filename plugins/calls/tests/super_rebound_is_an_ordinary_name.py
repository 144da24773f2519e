def super():
    return 'mine'
class C:
    def f(self):
        return super().upper()
print(C().f())  # expect: MINE
