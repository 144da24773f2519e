def f(x): return 'yes' if x else 'no'
print(f(1), f(0), f([]), f('a'))  # expect: yes no no yes
print(1 if 0 else 2 if 0 else 3)  # expect: 3
print((1 / 0 if False else 'lazy'))  # expect: lazy
x = 5
x = x if x < 3 else x + 1
print(x)  # expect: 6
