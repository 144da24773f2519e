def several(a, b): return a
several(1,
        2) + (
    'a')
# raises: TypeError: unsupported operand type(s) for +: 'int' and 'str'
