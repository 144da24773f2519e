class R:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def f():
    async for x in R(3):
        if x == 1: continue
        print(x)
    else:
        print('else')
    async for x in R(2): break
    else: print('never')
    return x
try:
    f().send(None)
except StopIteration as e:
    print(e.value)
# expect: 2
# expect: 0
# expect: else
# expect: 1
