import escapes

letters = escapes.Letters()
print(*[letters.next() for n in range(300)][:4])  # expect: a b c a
