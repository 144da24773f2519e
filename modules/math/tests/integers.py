import math

print(math.gcd(12, -18, 27), math.lcm(4, 6, -10))  # expect: 3 60
print(math.isqrt(10**40), math.isqrt(24))          # expect: 100000000000000000000 4
print(math.comb(100, 50))                          # expect: 100891344545564193334812497256
print(math.perm(5), math.perm(5, 2), math.perm(5, 6))  # expect: 120 20 0
print(math.factorial(25))                          # expect: 15511210043330985984000000
math.factorial(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
