class A:
    def f(self):
        return 1


class B(A):
    def f(self):
        return sum(super().f() for _ in 'ab')


B().f()  # raises: TypeError: super(type, obj): obj (instance of str_iterator) is not an instance or subtype of type (B).
