# config: vivarium.families = -classes
class A:
    pass
# raises: SyntaxError: 'class' statements are not available here (family 'classes' is not loaded)
