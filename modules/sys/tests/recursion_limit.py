import sys


def down(n):
    return down(n + 1)


sys.setrecursionlimit(10**6)
print(sys.getrecursionlimit())  # expect: 1000
sys.setrecursionlimit(60)
down(0)  # raises: RecursionError: maximum recursion depth exceeded
