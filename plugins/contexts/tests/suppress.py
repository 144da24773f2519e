class C:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print(t.__name__, v, tb is not None)
        return True
with C():
    1 / 0
# expect: ZeroDivisionError division by zero True
print('after')  # expect: after
