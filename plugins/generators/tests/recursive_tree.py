def walk(t):
    if t:
        left, v, right = t
        yield from walk(left)
        yield v
        yield from walk(right)
print(list(walk(((None, 1, None), 2, ((None, 3, None), 4, None)))))  # expect: [1, 2, 3, 4]
