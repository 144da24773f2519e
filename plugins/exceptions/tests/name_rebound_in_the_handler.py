def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        e = 5
        print(e)
    try:
        return e
    except UnboundLocalError:
        return 'gone'
print(f())
# expect: 5
# expect: gone
