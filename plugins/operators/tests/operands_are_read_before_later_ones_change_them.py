def f():
    x = 1
    def g():
        nonlocal x
        x = 10
        return 5
    print(x + g(), x)
    y = 2
    print(y + (y := 7), y)
    print([y, (y := 1), y])
f()
# expect: 6 10
# expect: 9 7
# expect: [7, 1, 1]
