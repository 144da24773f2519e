async def f[T](x: T): return x
try:
    f(3).send(None)
except StopIteration as e:
    print(e.value, f.__type_params__)  # expect: 3 (T,)
