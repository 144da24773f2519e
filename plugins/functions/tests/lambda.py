f = lambda x, *a, k=1, **kw: (x, a, k, kw)
print(f(1), f(1, 2, k=3, z=4))  # expect: (1, (), 1, {}) (1, (2,), 3, {'z': 4})
print((lambda: (yield))().send(None))  # expect: None
print(f.__name__, (lambda x=(lambda: 5)(): x)())  # expect: <lambda> 5
