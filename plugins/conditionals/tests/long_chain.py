def f(x):
    if x == 0: return 'a'
    elif x == 1: return 'b'
    elif x == 2: pass
    elif x == 3: return 'd'
    else: return 'e'
    return 'c'
print([f(i) for i in range(5)])  # expect: ['a', 'b', 'c', 'd', 'e']
