def f(v):
    global g
    match v:
        case [a, g]:
            return (lambda: a)()
print(f([1, 2]), g)  # expect: 1 2
class C:
    match 5:
        case n: pass
print(C.n)  # expect: 5
