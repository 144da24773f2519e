from string.templatelib import Interpolation, Template, convert

made = t"{1 + 1!r:>3} end"
print(isinstance(made, Template))  # expect: True
print(isinstance(made.interpolations[0], Interpolation))  # expect: True
print(convert("a", None), convert("a", "r"), convert("ä", "a"))  # expect: a 'a' '\xe4'
print(Template("x", Interpolation(3, "n")).values)  # expect: (3,)
convert(1, "x")  # raises: ValueError: invalid conversion specifier: x
