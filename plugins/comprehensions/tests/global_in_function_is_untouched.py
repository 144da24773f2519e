i = 'global'
def f():
    global i
    r = [i for i in range(2)]
    return r, i
print(f(), i)  # expect: ([0, 1], 'global') global
