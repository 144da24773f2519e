n = 0
while n < 5:
    n += 1
    if n % 2:
        continue
    print(n)
# expect: 2
# expect: 4
for i in range(5):
    if i < 4:
        continue
    print(i)  # expect: 4
