def f(a, b, c):
    if a and (b or not c):
        return 'yes'
    return 'no'
print([f(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)])  # expect: ['no', 'no', 'no', 'no', 'yes', 'no', 'yes', 'yes']
