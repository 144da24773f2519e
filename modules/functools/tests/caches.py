from functools import cache, cached_property, lru_cache

@lru_cache
def fib(n):
    "Fibonacci"
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info(), fib.__name__, fib.__doc__)  # expect: 2880067194370816120 CacheInfo(hits=88, misses=91, maxsize=128, currsize=91) fib Fibonacci
@lru_cache(maxsize=2, typed=True)
def q(*a, **k):
    return a, k
q(1); q(1.0); q(1); q(2, x=1); q(2, x=1)
print(q.cache_info(), q.cache_parameters())  # expect: CacheInfo(hits=2, misses=3, maxsize=2, currsize=2) {'maxsize': 2, 'typed': True}
q.cache_clear()
print(q.cache_info())  # expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)
@cache
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
print(deep(400))  # expect: 400
class B:
    @lru_cache
    def m(self, x):
        return x * 2
    @cached_property
    def c(self):
        return [5]
b = B()
print(b.m(4), b.c is b.c, B.c.attrname)  # expect: 8 True c
