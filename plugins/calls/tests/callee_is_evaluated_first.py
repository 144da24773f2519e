def n(x, v=None):
    print(x, end=' ')
    return v
n('callee', print)(n('argument', 1))  # expect: callee argument 1
class C:
    def m(self, x): return x
n('object', C()).m(n('argument'))
print()  # expect: object argument
