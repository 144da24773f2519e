n = 3
for i in range(n):
    n = 10
print(i)  # expect: 2
a = [1, 2]
for x in a:
    if len(a) < 5:
        a.append(x * 10)
print(a)  # expect: [1, 2, 10, 20, 100]
