class T:
    def __bool__(self):
        print('bool')
        return True
if T():
    pass
# expect: bool
if not T():
    pass
# expect: bool
x = 1 if T() else 2
# expect: bool
while T():
    break
# expect: bool
