import inspect


def generate():
    "Doc.\n\n      indented"
    yield


async def wait():
    pass


print(inspect.isgeneratorfunction(generate), inspect.iscoroutinefunction(wait))
# expect: True True
g = generate()
print(inspect.getgeneratorstate(g))  # expect: GEN_CREATED
next(g)
print(inspect.getgeneratorstate(g))  # expect: GEN_SUSPENDED
g.close()
print(inspect.getgeneratorstate(g))  # expect: GEN_CLOSED
print(inspect.getdoc(generate).splitlines())  # expect: ['Doc.', '', 'indented']
print(inspect.isbuiltin(len), inspect.isclass(int))  # expect: True True
