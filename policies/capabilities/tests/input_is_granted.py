# config: vivarium.inherit = teaching
input()  # raises: EOFError: EOF when reading a line
