def f():
    x = 1
    try:
        return x
    finally:
        x = 2
        print('x', x)
print(f())
# expect: x 2
# expect: 1
