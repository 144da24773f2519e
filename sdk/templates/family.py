for n in range(3):
    unless n == 1:
        print(n)
# expect: 0
# expect: 2
unless = "a name everywhere else"
print(unless)  # expect: a name everywhere else
