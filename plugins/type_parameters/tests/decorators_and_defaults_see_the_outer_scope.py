T = 'outer'
def deco(x):
    print(x)  # expect: outer
    return lambda f: f
@deco(T)
def f[T](x=T): return x
print(f())  # expect: outer
