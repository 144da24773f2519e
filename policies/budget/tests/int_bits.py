# config: budget.int-bits = 1000
print((1 << 999).bit_length())  # expect: 1000
1 << 1000  # raises: OverflowError: integer too large: more than 1000 bits
