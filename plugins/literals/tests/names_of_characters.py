print('\N{HANGUL SYLLABLE HAN}\N{CJK UNIFIED IDEOGRAPH-4E00}')  # expect: 한一
print('\N{latin small letter a}', ascii('\N{NULL}'))  # expect: a '\x00'
print(f'\N{BULLET}{1}', '\N{NO-BREAK SPACE}' == '\xa0')  # expect: •1 True
