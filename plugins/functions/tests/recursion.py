def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20))  # expect: 2432902008176640000
def outer(n):
    def inner(k): return k if k <= 0 else inner(k - 1) + 1
    return inner(n)
print(outer(5))  # expect: 5
