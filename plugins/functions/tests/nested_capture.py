def a(x):
    def b():
        def c():
            nonlocal x
            x += 1
            return x
        return c
    return b()
f = a(1)
print(f(), f())  # expect: 2 3
