a = b, c = [1, 2]
print(a, b, c)  # expect: [1, 2] 1 2
x = y = []
x.append(1)
print(y)  # expect: [1]
