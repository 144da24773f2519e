x = 'global'
def f():
    x = 'local'
    class C:
        print(x)
        x = 'class'
        print(x)
        del x
        print(x)
f()
# expect: global
# expect: class
# expect: global
