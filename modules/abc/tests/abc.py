import abc

class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
try:
    A()
except TypeError as error:
    message = error
print(message)  # expect: Can't instantiate abstract class A without an implementation for abstract methods 'f', 'p'
class B(A):
    def f(self):
        return 1
    p = 2
print(B().f(), sorted(A.__abstractmethods__), isinstance(B(), A))  # expect: 1 ['f', 'p'] True
@A.register
class C:
    pass
print(issubclass(C, A), isinstance(C(), A), issubclass(int, A))  # expect: True True False
