'\N{KEYCAP NUMBER SIGN}'
# raises: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-21: unknown Unicode character name
