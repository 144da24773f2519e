@lambda f: 'not a function'
def f(): pass
print(f)  # expect: not a function
@len
@str
class C: pass
print(C)  # expect: 20
