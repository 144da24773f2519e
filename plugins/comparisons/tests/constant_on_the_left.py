def f(x):
    r = ''
    if 3 < x: r += 'a'
    if 3 <= x: r += 'b'
    if 3 == x: r += 'c'
    if 3 > x: r += 'd'
    if not 3 >= x: r += 'e'
    return r
print(f(2), f(3), f(4))  # expect: d bc abe
class C:
    def __gt__(self, other): return True
    def __lt__(self, other): return False
print(f(C()) if hasattr(C, '__ge__') else '', 3 < C(), C() < 3)  # raises: TypeError: '<=' not supported between instances of 'int' and 'C'
