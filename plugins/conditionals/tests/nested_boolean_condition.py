def f(a, b, c, d):
    if (a if b else c) and not (c and d):
        return 1
    return 0
bits = (0, 1)
print([f(a, b, c, d) for a in bits for b in bits for c in bits for d in bits])  # expect: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0]
