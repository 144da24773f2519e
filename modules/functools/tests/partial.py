from functools import Placeholder, partial, partialmethod, reduce

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [], 5))  # expect: 6 5
p = partial(pow, 2)
p.x = 1
print(p(5), p, p.args, p.keywords, p.x)  # expect: 32 functools.partial(<built-in function pow>, 2) (2,) {} 1
print(partial(p, 3)(), partial(int, base=2)('101'))  # expect: 8 5
print(partial(pow, Placeholder, 2)(5), Placeholder)  # expect: 25 Placeholder
class A:
    def f(self, a, b=2):
        return a, b
    g = partialmethod(f, b=7)
    m = partialmethod(lambda self, a, b: (a, b), 1)
print(A().m(2), A().g(1))  # expect: (1, 2) (1, 7)
