class C:
    def __init__(self, n):
        self.n = n
        print('make', n)
    def __enter__(self):
        print('enter', self.n)
        return self.n
    def __exit__(self, *a): print('exit', self.n)
with C(1) as a, C(2) as b:
    print(a, b)
# expect: make 1
# expect: enter 1
# expect: make 2
# expect: enter 2
# expect: 1 2
# expect: exit 2
# expect: exit 1
with (C(3), C(4) as c,):
    pass
# expect: make 3
# expect: enter 3
# expect: make 4
# expect: enter 4
# expect: exit 4
# expect: exit 3
