def f():
    global g
    def g(): return 'g'
f()
print(g(), g.__qualname__)  # expect: g g
