# config: vivarium.inherit = trusted
def number():
    return 5


def outer(value):
    return lambda: value


number.__code__ = (lambda: 7).__code__
print(number())                             # expect: 7
print(outer(3).__closure__[0].cell_contents)  # expect: 3
print(number.__globals__ is globals())      # expect: True
number.__code__ = outer(1).__code__  # raises: ValueError: number() requires a code object with 0 free vars, not 1
