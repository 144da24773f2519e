x: int = 5
y: str
print(x)  # expect: 5
def f():
    z: undefined_name = 1
    w: undefined_name
    return z
print(f())  # expect: 1
f().a: undefined_name
