def t(x):
    print('t', x)
    return x
print(t(0) and t(1))
# expect: t 0
# expect: 0
print(t('') or t('b'))
# expect: t 
# expect: t b
# expect: b
print(t(1) and t(2) and t(3))
# expect: t 1
# expect: t 2
# expect: t 3
# expect: 3
print(not (t(0) or t(0)))
# expect: t 0
# expect: t 0
# expect: True
print(t(1) or t(2) and t(3))
# expect: t 1
# expect: 1
