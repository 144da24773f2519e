class C:
    def __repr__(self): return 'R\u00e9'
    def __str__(self): return 'S'
    def __format__(self, spec): return 'F' + spec
c = C()
print(f'{c} {c!r} {c!s} {c!a} {c:x} {c!r:>4}')  # expect: F Ré S R\xe9 Fx   Ré
