# config: vivarium.families = -classes
print(sum([1, 2]))
class A:
    pass
# raises: SyntaxError: class definitions are not available here (family 'classes' is not loaded)
