def a(): return
def b(): return 1, 2
def c(): pass
def d(): return -1
def e(x): return x, x + 1, *[x]
print(a(), b(), c(), d(), e(1))  # expect: None (1, 2) None -1 (1, 2, 1)
def f(x):
    if x: return True
print(f(1), f(0))  # expect: True None
