y = 'global'
class C:
    y = 'class'
    z = [y for _ in range(1)]
    w = [(lambda: y)() for _ in range(1)]
print(C.z, C.w, hasattr(C, '_'))  # expect: ['global'] ['global'] False
