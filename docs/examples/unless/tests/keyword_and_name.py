unless = 3


def check(limit):
    for n in range(unless):
        unless n > limit:
            print(n)
        unless (n < limit): print("far", unless)


check(1)
# expect: 0
# expect: 1
# expect: far 3
# expect: far 3
print(unless, [unless for unless in "ab"])  # expect: 3 ['a', 'b']
