def f(x):
    return [x < 3, x <= 3, x == 3, x != 3, x > 3, x >= 3, 3 < x, 3 == x]
print(f(3))  # expect: [False, True, True, False, False, True, False, True]
print(f(2.5))  # expect: [True, True, False, True, False, False, False, False]
print(f(10 ** 30))  # expect: [False, False, False, True, True, True, True, False]
