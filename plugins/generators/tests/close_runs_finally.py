def g():
    try:
        yield 1
    finally:
        print('closed')
i = g()
next(i)
i.close()
# expect: closed
j = g()
j.close()
print('end')  # expect: end
