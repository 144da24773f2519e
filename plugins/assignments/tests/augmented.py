x = 7
x += 1; x -= 2; x *= 3; x //= 4; x **= 3; x %= 50; x <<= 2; x >>= 1
x |= 1; x &= 31; x ^= 2
print(x)  # expect: 31
x /= 2
print(x)  # expect: 15.5
