def f():
    global math
    import math
    x = None
    def g():
        nonlocal x
        import math as x
    g()
    return x
print(f() is math)  # expect: True
class C:
    import math as inner
print(C.inner is math)  # expect: True
