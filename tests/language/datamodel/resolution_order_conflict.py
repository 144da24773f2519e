class A: pass
class B(A): pass
class C(A): pass
class X(B, C): pass
class Y(C, B): pass
class Z(X, Y): pass  # raises: TypeError: Cannot create a consistent method resolution order (MRO) for bases B, C
