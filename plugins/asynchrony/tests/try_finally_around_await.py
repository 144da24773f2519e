class Y:
    def __await__(self): yield
async def f():
    try:
        await Y()
    except ValueError as e:
        return str(e)
    finally:
        print('finally')
c = f()
c.send(None)
try:
    c.throw(ValueError('thrown'))
except StopIteration as e:
    print(e.value)
# expect: finally
# expect: thrown
