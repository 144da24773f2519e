a = b = [1]
a += [2]
print(b)  # expect: [1, 2]
t = s = (1,)
t += (2,)
print(s, t)  # expect: (1,) (1, 2)
