def deco(name):
    print('evaluate', name)
    def apply(f):
        print('apply', name)
        return f
    return apply
@deco('a')
@deco('b')
def f(x=print('default')): return 1
# expect: evaluate a
# expect: evaluate b
# expect: default
# expect: apply b
# expect: apply a
print(f())  # expect: 1
