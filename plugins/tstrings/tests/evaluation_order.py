def n(x):
    print('n', x)
    return x
t'{n(1)}{n(2):{n("s")}}{n(3)}'
# expect: n 1
# expect: n 2
# expect: n s
# expect: n 3
