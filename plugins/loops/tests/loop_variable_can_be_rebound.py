out = []
for i in range(3):
    out.append(i)
    i = 10
print(out, i)  # expect: [0, 1, 2] 10
