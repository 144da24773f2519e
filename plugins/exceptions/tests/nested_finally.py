def f():
    try:
        try:
            return print('return')
        finally:
            print('inner')
    finally:
        print('outer')
f()
# expect: return
# expect: inner
# expect: outer
