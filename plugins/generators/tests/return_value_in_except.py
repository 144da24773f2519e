def g():
    try:
        yield 1
    except GeneratorExit:
        print('exit')
        return 5
i = g()
next(i)
print(i.close())
# expect: exit
# expect: 5
