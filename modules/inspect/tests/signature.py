import inspect


def f(a, b=2, /, c=3, *d, e, **h) -> int:
    pass


s = inspect.signature(f)
print(s)  # expect: (a, b=2, /, c=3, *d, e, **h) -> int
print(s.bind(1, e=5, x=6))  # expect: <BoundArguments (a=1, e=5, h={'x': 6})>
print([p.kind.name for p in s.parameters.values()][-2:])
# expect: ['KEYWORD_ONLY', 'VAR_KEYWORD']
print(inspect.signature(len), inspect.signature(lambda *, x: 0))
# expect: (obj, /) (*, x)
s.bind(1)  # raises: TypeError: missing a required argument: 'e'
